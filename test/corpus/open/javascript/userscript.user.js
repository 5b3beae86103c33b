// ==UserScript==
// @name         AIML credits in the corner
// @match        https://aimlapi.com/app/*
// @grant        GM_xmlhttpRequest
// ==/UserScript==
(function () {
  'use strict';
  const key = localStorage.getItem('aiml.key');
  const box = document.createElement('div');
  GM_xmlhttpRequest({
    method: 'GET',
    url: 'https://api.aimlapi.com/v1/billing/balance',
    headers: { Authorization: 'Bearer ' + key },
    onload(response) {
      if (response.status !== 200) {
        box.textContent = 'HTTP ' + response.status;
        return;
      }
      const info = JSON.parse(response.responseText);
      box.textContent = `${info.balance} (${info.autoDebitStatus})`;
      document.body.append(box);
    },
    onerror: (e) => { box.textContent = e.status; },
  });
})();
