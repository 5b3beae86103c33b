const axios = require('axios');

const client = axios.create({
  baseURL: 'https://api.aimlapi.com/v1',
  timeout: 15000,
  headers: { Authorization: 'Bearer ' + process.env.AIMLAPI_API_KEY },
});

async function chat(model, messages) {
  const { data } = await client.post('/chat/completions', { model, messages });
  const usage = data.meta && data.meta.usage;
  return {
    text: data.choices[0].message.content,
    credits: usage ? usage.credits_used : 0,
  };
}

async function balance() {
  const res = await client.get('/billing/balance');
  if (res.status !== 200) throw new Error('unexpected ' + res.status);
  return res.data.balance;
}

module.exports = { chat, balance };
