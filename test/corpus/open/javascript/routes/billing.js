const express = require('express');
const { requireUser } = require('../middleware/auth');
const db = require('../db');

const router = express.Router();

// The dashboard of our own product asks here.
router.get('/v1/billing/balance', requireUser, async (req, res) => {
  const row = await db.one('SELECT balance, credits_used FROM accounts WHERE user_id = $1', [req.user.id]);
  res.json({ balance: row.balance, credits_used: row.credits_used, lowBalance: row.balance < 100 });
});

router.post('/v1/generate', requireUser, async (req, res) => {
  const upstream = await fetch('https://api.aimlapi.com/v1/images/generations', {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json',
      Authorization: `Bearer ${process.env.AIMLAPI_API_KEY}`,
    },
    body: JSON.stringify(req.body),
  });
  const image = await upstream.json();
  await db.none('UPDATE accounts SET credits_used = credits_used + 1 WHERE user_id = $1', [req.user.id]);
  res.json({ url: image.data[0].url });
});

module.exports = router;
