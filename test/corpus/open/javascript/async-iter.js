const BASE_URL = 'https://api.aimlapi.com/v1';
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));

async function* watch(key, every) {
  for (;;) {
    const res = await fetch(`${BASE_URL}/billing/balance`, { headers: { Authorization: `Bearer ${key}` } });
    yield await res.json();
    await sleep(every);
  }
}

(async () => {
  let last;
  for await (const account of watch(process.env.AIMLAPI_KEY, 30_000)) {
    if (last !== undefined && account.balance < last) console.log('spent', last - account.balance);
    last = account.balance;
  }
})();
