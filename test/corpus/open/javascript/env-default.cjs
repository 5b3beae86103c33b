const BASE_URL = process.env.AIMLAPI_BASE_URL || 'https://api.aimlapi.com';
const KEY = process.env.AIMLAPI_API_KEY;

if (!KEY) {
  console.error('Set AIMLAPI_API_KEY first');
  process.exit(2);
}

async function main() {
  const url = BASE_URL + '/v1/billing/balance';
  const res = await fetch(url, { headers: { Authorization: 'Bearer ' + KEY } });
  const account = await res.json();
  console.log('credits      ', account['balance']);
  console.log('auto debit   ', account.autoDebitStatus);
  console.log('last updated ', new Date(account.lastUpdated).toISOString());
  console.log('status       ', account.status, res.status);
  if (account.statusExplanation) console.log(account.statusExplanation);
}

main().catch((e) => {
  console.error(e);
  process.exit(1);
});
