jest.mock('node-fetch');
const fetch = require('node-fetch');
const { readCredits } = require('../src/credits');

beforeEach(() => {
  fetch.mockResolvedValue({ ok: true, status: 200, json: async () => ({ balance: 4_000_000, lowBalance: false }) });
});

test('asks the billing endpoint', async () => {
  const wallet = await readCredits('k');
  expect(fetch).toHaveBeenCalledWith('https://api.aimlapi.com/v1/billing/balance', expect.anything());
  expect(wallet.balance).toBe(2);
  expect(wallet.status).toBe('fine');
});
