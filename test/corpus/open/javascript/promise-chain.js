(function () {
  var HOST = 'https://api.aimlapi.com';
  var PREFIX = '/v1';

  function show(text) {
    document.getElementById('credits').innerText = text;
  }

  window.loadCredits = function (key) {
    return fetch(HOST.concat(PREFIX, '/billing/balance'), { headers: { Authorization: 'Bearer ' + key } })
      .then(function (response) {
        if (response.status >= 400) throw new Error('HTTP ' + response.status);
        return response.json();
      })
      .then(function (body) {
        show(body.balance + ' credits');
        return body.balance;
      })
      .catch(function (error) {
        show(error.message);
      });
  };
})();
