import assert from "node:assert/strict";
import "../../support/with-vscode.ts";

const { forgetOwnerSecret, ownerSecret } = await import("../../../src/editor/accounts/owner-secret.ts");

describe("the secret that account owners are compared by", () => {
  it("stays the same until it is deleted", async () => {
    const kept = new Map<string, string>();
    const secrets = {
      get: (key: string) => Promise.resolve(kept.get(key)),
      store: (key: string, value: string) => Promise.resolve(void kept.set(key, value)),
      delete: (key: string) => Promise.resolve(void kept.delete(key)),
    } as never;
    const first = await ownerSecret(secrets);
    assert.equal(await ownerSecret(secrets), first);
    await forgetOwnerSecret(secrets);
    assert.equal(kept.size, 0);
    assert.notEqual(await ownerSecret(secrets), first);
  });
});
