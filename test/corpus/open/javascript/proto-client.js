var request = require('request');

function AimlClient(apiKey, options) {
  options = options || {};
  this.apiKey = apiKey;
  this.base = options.base || 'https://api.aimlapi.com/v1';
  this.timeout = options.timeout || 10000;
}

AimlClient.prototype._get = function (path, cb) {
  var self = this;
  request({ url: self.base + path, json: true, timeout: self.timeout, headers: { Authorization: 'Bearer ' + self.apiKey } },
    function (err, res, body) {
      if (err) return cb(err);
      if (res.statusCode >= 400) return cb(new Error('status ' + res.statusCode));
      cb(null, body);
    });
};

AimlClient.prototype.balance = function (cb) {
  this._get('/billing/balance', function (err, data) {
    if (err) return cb(err);
    cb(null, data.balance / 2000000);
  });
};

AimlClient.prototype.models = function (cb) {
  this._get('/models', function (err, data) {
    cb(err, data && data.status);
  });
};

module.exports = AimlClient;
