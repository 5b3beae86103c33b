// Venice has the balance route under /api/v1. For AI/ML API (api.aimlapi.com)
// see wallet-aiml.js, which already speaks v2.
import got from 'got';

const venice = got.extend({
  prefixUrl: 'https://api.venice.ai/api/v1',
  headers: { authorization: `Bearer ${process.env.VENICE_API_KEY}` },
  responseType: 'json',
});

const novita = got.extend({ prefixUrl: 'https://api.novita.ai', responseType: 'json' });

export async function veniceWallet() {
  const { body } = await venice.get('billing/balance');
  const { balances, canConsume, consumptionCurrency } = body;
  return {
    name: 'venice',
    usable: canConsume,
    currency: consumptionCurrency,
    balance: balances[consumptionCurrency.toLowerCase()] ?? 0,
  };
}

export async function novitaWallet() {
  const { body } = await novita.get('v3/billing/balance', {
    headers: { authorization: `Bearer ${process.env.NOVITA_API_KEY}` },
  });
  return { name: 'novita', usable: body.balance > 0, currency: 'USD', balance: body.balance / 10_000 };
}

export async function aimlWallet() {
  const body = await got('https://api.aimlapi.com/v2/billing', {
    headers: { authorization: `Bearer ${process.env.AIMLAPI_API_KEY}` },
  }).json();
  return { name: 'aiml', usable: body.current_balance > 0, currency: body.currency, balance: body.current_balance };
}

export const wallets = async () => Promise.allSettled([veniceWallet(), novitaWallet(), aimlWallet()]);
