#!/usr/bin/env node
// Prints what is left on the account; exits 3 when it is time to pay.
import https from 'node:https';
import process from 'node:process';

const key = process.env.AIMLAPI_KEY;
if (!key) {
  console.error('credit-watch: set AIMLAPI_KEY');
  process.exit(64);
}

const options = {
  hostname: 'api.aimlapi.com',
  port: 443,
  path: '/v1/billing/balance',
  method: 'GET',
  headers: { Authorization: `Bearer ${key}`, Accept: 'application/json' },
};

const req = https.request(options, (res) => {
  const chunks = [];
  res.on('data', (c) => chunks.push(c));
  res.on('end', () => {
    if (res.statusCode !== 200) {
      console.error(`credit-watch: HTTP ${res.statusCode}`);
      process.exit(1);
    }
    const answer = JSON.parse(Buffer.concat(chunks).toString('utf8'));
    const usd = answer.balance / 2e6;
    console.log(`left: $${usd.toFixed(2)} (as of ${answer.lastUpdated})`);
    if (answer.lowBalance) process.exit(3);
  });
});

req.on('error', (e) => {
  console.error('credit-watch:', e.message);
  process.exit(1);
});
req.setTimeout(8000, () => req.destroy(new Error('timed out')));
req.end();
