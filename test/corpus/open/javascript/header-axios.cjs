'use strict';
const axios = require('axios');

axios.interceptors.response.use((response) => {
  const spent = response.headers['X-AIMLAPI-Credits-Used'.toLowerCase()];
  const usd = response.headers['x-aimlapi-usd-spent'];
  if (spent) console.debug('[cost] %s credits, %s USD', spent, usd);
  return response;
});

module.exports = axios;
