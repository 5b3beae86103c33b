'use strict';

/**
 * Small compatibility server.
 *
 * Old desktop builds of ours still ask `/v1/billing/balance`, so we keep that
 * route alive and answer it from the new billing endpoint upstream.
 */
const express = require('express');
const fetch = require('node-fetch');

const UPSTREAM = 'https://api.aimlapi.com';
const app = express();

function auth(req) {
  return { authorization: req.get('authorization') || `Bearer ${process.env.AIMLAPI_API_KEY}` };
}

app.get('/v1/billing/balance', async (req, res, next) => {
  try {
    const upstream = await fetch(`${UPSTREAM}/v2/billing`, { headers: auth(req) });
    const money = await upstream.json();
    // the desktop app expects credits
    res.status(upstream.status).json({
      balance: Math.round(money.current_balance * 2000000),
      lowBalance: money.current_balance < 5,
      lastUpdated: new Date().toISOString(),
    });
  } catch (err) {
    next(err);
  }
});

app.route('/v2/wallet').get(async (req, res) => {
  const upstream = await fetch(UPSTREAM + '/v2/billing/detail', { headers: auth(req) });
  res.type('json');
  upstream.body.pipe(res);
});

app.use((err, _req, res, _next) => {
  console.error(err);
  res.status(502).json({ status: 'bad_gateway' });
});

app.listen(process.env.PORT || 8787);
