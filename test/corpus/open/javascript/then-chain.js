const API = 'https://api.aimlapi.com';
const VENICE = 'https://api.venice.ai/api';

const auth = (key) => ({ headers: { authorization: `Bearer ${key}` } });
const ok = (res) => {
  if (!res.ok) throw new Error(`${res.status} ${res.statusText}`);
  return res.json();
};

export function aimlBalance(key) {
  return fetch(`${API}/v1/billing/balance`, auth(key))
    .then(ok)
    .then(({ balance, lowBalanceThreshold: threshold }) => ({ credits: balance, threshold }));
}

export function veniceBalance(key) {
  return fetch(`${VENICE}/v1/billing/balance`, auth(key))
    .then(ok)
    .then(({ balance, status }) => ({ credits: balance, status }));
}

export function both(keys) {
  return Promise.all([aimlBalance(keys.aiml), veniceBalance(keys.venice)])
    .then(([a, v]) => ({ total: a.credits + v.credits, status: v.status }));
}
