const express = require('express');
const axios = require('axios');
const app = express();
const upstream = axios.create({ baseURL: process.env.UPSTREAM || 'https://api.aimlapi.com', timeout: 8000 });

app.get('/v1/billing/balance', async (req, res, next) => {
  try {
    const answer = await upstream.get('/v1/billing/balance', { headers: { authorization: req.get('authorization') } });
    res.status(answer.status).json({ balance: answer.data.balance, low: answer.data.lowBalance });
  } catch (err) {
    if (err.response) return res.status(err.response.status).json(err.response.data);
    next(err);
  }
});

app.get('/users/:id/balance', (req, res) => {
  const user = req.app.locals.users.get(req.params.id);
  res.json({ balance: user.balance, status: user.status });
});

app.listen(3000);
