const { Pool, request } = require('undici');
const pool = new Pool('https://api.aimlapi.com', { connections: 4 });
const other = new Pool('https://api.novita.ai');

async function read(from, path) {
  const { statusCode, body } = await from.request({ path, method: 'GET', headers: { authorization: `Bearer ${process.env.KEY}` } });
  if (statusCode !== 200) throw new Error(await body.text());
  return body.json();
}

async function main() {
  const a = await read(pool, '/v1/billing/balance');
  const b = await read(other, '/v3/billing/balance');
  console.log(a.balance, a.lowBalance, b.balance, b.status);
  const { body } = await request('https://api.aimlapi.com/v1/billing/balance');
  const again = await body.json();
  console.log(again['autoDebitStatus']);
}

main();
