import assert from "node:assert/strict";
import { createHash, createHmac } from "node:crypto";
import fc from "fast-check";
import { fingerprint, ownerMark } from "../../../../src/billing/accounts/fingerprint.ts";

describe("fingerprint", () => {
  it("is the beginning of a SHA-256 over origin and key", async () => {
    await fc.assert(
      fc.asyncProperty(fc.webUrl(), fc.string({ unit: "binary" }), async (origin, apiKey) => {
        const expected = createHash("sha256").update(`${origin}\n${apiKey}`).digest("hex").slice(0, 16);
        assert.equal(await fingerprint({ origin, apiKey }), expected);
      }),
    );
  });

  it("differs between keys and between origins", async () => {
    const names = await Promise.all([
      fingerprint({ origin: "https://a.example", apiKey: "k1" }),
      fingerprint({ origin: "https://a.example", apiKey: "k2" }),
      fingerprint({ origin: "https://b.example", apiKey: "k1" }),
    ]);
    assert.equal(new Set(names).size, 3);
  });
});

describe("the mark of an owner", () => {
  it("is an HMAC of vendor and id: alike for the same, another with another secret", async () => {
    const expected = createHmac("sha256", "secret").update("aimlapi\n42").digest("hex").slice(0, 32);
    assert.equal(await ownerMark("secret", "aimlapi", "42"), expected);
    const others = await Promise.all([
      ownerMark("other", "aimlapi", "42"),
      ownerMark("secret", "aimlapi", "43"),
      ownerMark("secret", "xai", "42"),
    ]);
    assert.equal(new Set([expected, ...others]).size, 4);
  });
});
