import { describe, expect, it } from 'vitest';
import { mayCarryKey } from '../src/host-guard.js';

const refused = [
  'https://notaimlapi.com/v1/billing/balance',
  'https://api.aimlapi.com.attacker.test/v1/billing/balance',
  'https://aimlapi.com.evil.example/v1/billing/balance?key=1',
  'https://api-aimlapi.com/v1/billing/balance',
  'https://attacker.test/api.aimlapi.com/v1/billing/balance',
  'https://api.aimlapi.com@attacker.test/v1/billing/balance',
];

describe('host guard', () => {
  for (const url of refused) {
    it(`keeps the key away from ${url}`, () => {
      expect(mayCarryKey(new URL(url))).toBe(false);
    });
  }

  it('lets the vendor through', () => {
    expect(mayCarryKey(new URL('https://api.aimlapi.com/v2/billing'))).toBe(true);
    expect(mayCarryKey(new URL('https://api.aimlapi.com/v1/models'))).toBe(true);
  });
});
