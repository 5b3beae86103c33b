const https = require('node:https');

function probe(token, done) {
  const req = https.request(
    {
      hostname: 'api.aimlapi.com',
      port: 443,
      path: '/v1/billing/balance',
      method: 'GET',
      headers: { Authorization: `Bearer ${token}`, Accept: 'application/json' },
    },
    (res) => {
      let text = '';
      res.setEncoding('utf8');
      res.on('data', (part) => (text += part));
      res.on('end', () => {
        if (res.statusCode !== 200) return done(new Error('HTTP ' + res.statusCode));
        const parsed = JSON.parse(text);
        done(null, parsed.balance);
      });
    },
  );
  req.on('error', done);
  req.end();
}

function probeOther(token, done) {
  https
    .get({ hostname: 'billing.internal.example', path: '/v1/billing/balance', headers: { 'x-token': token } }, (res) => {
      res.resume();
      done(null, res.statusCode);
    })
    .on('error', done);
}

module.exports = { probe, probeOther };
