import { describe, expect, it } from "vitest";
import { isVendorUrl } from "../src/hosts.js";

describe("isVendorUrl", () => {
  const lookalikes = [
    "https://notaimlapi.com/v1/billing/balance",
    "https://aimlapi.com.attacker.test/v1/billing/balance",
    "https://api.aimlapi.com.evil.example/v1/billing/balance",
    "https://api-aimlapi.com/v1/billing/balance",
    "https://attacker.test/api.aimlapi.com/v1/billing/balance",
  ];

  for (const url of lookalikes) {
    it(`refuses ${url}`, () => {
      expect(isVendorUrl(new URL(url))).toBe(false);
    });
  }

  it("accepts the vendor", () => {
    expect(isVendorUrl(new URL("https://api.aimlapi.com/v2/billing"))).toBe(true);
  });
});
