import assert from "node:assert/strict";
import { X509Certificate } from "node:crypto";
import { createCertificate } from "../../support/certificate.ts";
import { judge } from "../../support/counts.ts";
import { editorEnvironment } from "../../support/environment.ts";

describe("the test laboratory", () => {
  it("runs on the Node it brings", () => {
    assert.equal(process.versions.node.split(".")[0], "24");
  });

  it("counts a suite without tests, and one that crashed, as failed", () => {
    assert.deepEqual(judge({ passed: 3, failed: 0 }, 0), { passed: 3, failed: 0 });
    assert.deepEqual(judge({ passed: 0, failed: 0 }, 0), { passed: 0, failed: 1 });
    assert.deepEqual(judge({ passed: 3, failed: 0 }, null), { passed: 3, failed: 1 });
    assert.deepEqual(judge({ passed: 3, failed: 2 }, 2), { passed: 3, failed: 2 });
    assert.deepEqual(judge(undefined, 0), { passed: 0, failed: 1 });
  });

  it("keeps proxies, certificates and keys of the machine from the editor", () => {
    const personal = [
      "HTTPS_PROXY",
      "no_proxy",
      "SSL_CERT_FILE",
      "NODE_OPTIONS",
      "XDG_STATE_HOME",
      "AIMLAPI_API_KEY",
      "AIML_API_KEY",
    ];
    const before = { ...process.env };
    try {
      for (const name of personal) process.env[name] = "leak";
      process.env["AIMLAPI_TEST_SEEN"] = "kept";
      const seen = editorEnvironment({ SSL_CERT_FILE: "ours" });
      assert.deepEqual(
        personal.filter((name) => seen[name] === "leak"),
        [],
      );
      assert.equal(seen["SSL_CERT_FILE"], "ours");
      assert.equal(seen["AIMLAPI_TEST_SEEN"], "kept");
      assert.equal(seen["PATH"], before["PATH"]);
    } finally {
      for (const name of [...personal, "AIMLAPI_TEST_SEEN"])
        if (before[name] === undefined) Reflect.deleteProperty(process.env, name);
        else process.env[name] = before[name];
    }
  });

  it("makes certificates for exactly the hosts it is asked for", () => {
    const { cert } = createCertificate("billing.example.test", "other.example.test");
    const read = new X509Certificate(cert);
    assert.equal(read.checkHost("other.example.test"), "other.example.test");
    assert.equal(read.checkHost("third.example.test"), undefined);
    assert.ok(read.verify(read.publicKey));
  });
});
