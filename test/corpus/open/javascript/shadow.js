let base = 'https://api.aimlapi.com/v1';

export async function vendor() {
  const r = await fetch(base + '/billing/balance');
  return (await r.json()).balance;
}

export async function local(base) {
  const r = await fetch(base + '/billing/balance');
  return (await r.json()).balance;
}

export async function staging() {
  const base = 'https://staging.wallet.example/v1';
  const r = await fetch(`${base}/billing/balance`);
  const { balance, status } = await r.json();
  return status === 'ok' ? balance : 0;
}

local('https://wallet.example/v1');
