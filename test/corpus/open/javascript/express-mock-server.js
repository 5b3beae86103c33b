// Stands in for the vendor in the end-to-end tests of our dashboard.
import Fastify from "fastify";

const app = Fastify();
let credits = 4_000_000;

app.get("/v1/billing/balance", async () => ({
  balance: credits,
  lowBalance: credits < 1_000_000,
  lowBalanceThreshold: 1_000_000,
  lastUpdated: new Date().toISOString(),
  autoDebitStatus: "disabled",
  status: "current",
}));

app.route({
  method: "POST",
  url: "/v1/chat/completions",
  handler: async () => {
    credits -= 1200;
    return {
      choices: [{ message: { role: "assistant", content: "ok" } }],
      meta: { usage: { credits_used: 1200, usd_spent: 0.0006 } },
    };
  },
});

export default app;
