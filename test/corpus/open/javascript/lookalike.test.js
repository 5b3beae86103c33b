const { isVendor } = require('../lib/hosts');

const bad = [
  'https://notaimlapi.com/v1/billing/balance',
  'https://api.aimlapi.com.attacker.test/v1/billing/balance',
  'https://aimlapi.com@evil.test/v1/billing/balance',
  'https://api.aimlapi.com/v1/billing/balances',
  'https://api.aimlapi.com/api/v1/billing/balance',
];

describe('isVendor', () => {
  bad.forEach((url) => it(`refuses ${url}`, () => expect(isVendor(url)).toBe(false)));
  it('takes subdomains', () => expect(isVendor('https://billing.aimlapi.com/v1/billing/balance')).toBe(true));
});
