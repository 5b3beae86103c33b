// Venice keeps the balance below /api/v1
const axios = require('axios');

const client = axios.create({
  baseURL: 'https://api.venice.ai/api/v1',
  headers: { Authorization: 'Bearer ' + process.env.VENICE_API_KEY },
});

async function balance() {
  const { data } = await client.get('/billing/balance');
  return { usd: data.balances.USD, vcu: data.balances.VCU, low: data.lowBalance };
}

async function balanceOf(address) {
  const res = await fetch(`https://api.venice.ai/api/v1/billing/balance?address=${address}`);
  return (await res.json()).balance;
}

module.exports = { balance, balanceOf };
