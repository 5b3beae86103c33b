var Credits = (function (root) {
  'use strict';
  var BASE = 'https://api.aimlapi.com';
  var cache = null;

  function request(method, path, done) {
    var xhr = new XMLHttpRequest();
    xhr.open(method, BASE + path);
    xhr.responseType = 'json';
    xhr.setRequestHeader('Authorization', 'Bearer ' + root.key);
    xhr.addEventListener('load', function () {
      if (this.status >= 400) return done(this.status);
      done(null, this.response);
    });
    xhr.send();
  }

  function load(done) {
    request('GET', '/v1/billing/balance', function (err, answer) {
      if (err) return done(err);
      cache = answer.balance;
      done(null, cache, answer.autoDebitStatus);
    });
  }

  return { load: load, cached: function () { return cache; } };
})(window.app);

Credits.load(function (err, left) { document.title = err ? 'error' : left; });
