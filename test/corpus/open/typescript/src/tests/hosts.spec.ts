import { normalizeBase } from "../hosts";

describe("normalizeBase", () => {
  it.each([
    ["https://api.aimlapi.com/v1/", "https://api.aimlapi.com"],
    ["https://api.aimlapi.com", "https://api.aimlapi.com"],
  ])("%s", (given, wanted) => {
    expect(normalizeBase(given)).toBe(wanted);
  });

  it("leaves foreign hosts alone", () => {
    const foreign = [
      "https://aimlapi.com.attacker.test/v1/billing/balance",
      "https://notaimlapi.com/v1/billing/balance",
      `https://user:pass@myaimlapi.com/v1/billing/balance`,
    ];
    for (const url of foreign) expect(normalizeBase(url)).toBe(url);
  });

  it("keeps deeper paths", () => {
    expect(normalizeBase("https://api.aimlapi.com/v1/billing/balances")).toContain("balances");
    expect(normalizeBase("https://api.aimlapi.com/v1/billing/balance-history")).toContain("history");
  });
});
