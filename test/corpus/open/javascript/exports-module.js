const https = require('https');
const AGENT = new https.Agent({ keepAlive: true });

function json(host, path, key) {
  return new Promise(function (resolve, reject) {
    const req = https.request({ agent: AGENT, host: host, path: path, method: 'GET', headers: { authorization: 'Bearer ' + key } }, function (res) {
      const parts = [];
      res.on('data', function (d) { parts.push(d); });
      res.on('end', function () {
        const text = Buffer.concat(parts).toString();
        if (res.statusCode !== 200) reject(new Error(text));
        else resolve(JSON.parse(text));
      });
    });
    req.on('error', reject);
    req.end();
  });
}

module.exports = {
  aiml: function (key) {
    return json('api.aimlapi.com', '/v1/billing/balance', key).then(function (d) {
      return { credits: d.balance, updated: d.lastUpdated };
    });
  },
  venice: function (key) {
    return json('api.venice.ai', '/api/v1/billing/balance', key).then(function (d) {
      return { credits: d.balance, status: d.status };
    });
  },
  deepseek: function (key) {
    return json('api.deepseek.com', '/user/balance', key);
  },
};
