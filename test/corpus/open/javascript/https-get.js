'use strict';
const https = require('https');

const opts = {
  hostname: 'api.aimlapi.com',
  port: 443,
  path: '/v1/billing/balance',
  headers: { Authorization: 'Bearer ' + process.env.AIMLAPI_KEY },
};

function fetchBalance(cb) {
  https.get(opts, function (res) {
    var body = '';
    if (res.statusCode !== 200) {
      return cb(new Error('HTTP ' + res.statusCode));
    }
    res.setEncoding('utf8');
    res.on('data', function (chunk) { body += chunk; });
    res.on('end', function () {
      var parsed;
      try {
        parsed = JSON.parse(body);
      } catch (e) {
        return cb(e);
      }
      cb(null, { credits: parsed.balance, low: parsed.lowBalance, at: parsed.lastUpdated });
    });
  }).on('error', cb);
}

fetchBalance(function (err, account) {
  if (err) {
    console.error(err.message, err.status);
    process.exit(1);
  }
  var wallet = { balance: 10, status: 'open' };
  console.log(account.credits, wallet.balance, wallet.status);
});
