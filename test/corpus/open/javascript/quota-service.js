import { pool } from "./pool.js";

/** Quota of our own customers. Their generations run on AI/ML API, their credits are ours. */
export class QuotaService {
  constructor(aimlKey = process.env.AIMLAPI_KEY) {
    this.endpoint = "https://api.aimlapi.com/v1/chat/completions";
    this.aimlKey = aimlKey;
  }

  async remaining(customerId) {
    const { rows } = await pool.query(
      "select plan_credits, credits_used, credits_used_today from customers where id = $1",
      [customerId],
    );
    const [customer] = rows;
    return customer.plan_credits - customer.credits_used;
  }

  async run(customerId, messages) {
    if ((await this.remaining(customerId)) <= 0) return { error: "quota" };
    const response = await fetch(this.endpoint, {
      method: "POST",
      headers: { Authorization: `Bearer ${this.aimlKey}`, "Content-Type": "application/json" },
      body: JSON.stringify({ model: "claude-3-5-haiku", messages }),
    });
    const answer = await response.json();
    const cost = answer.usage.total_tokens / 1000;
    await pool.query("update customers set credits_used = credits_used + $1 where id = $2", [cost, customerId]);
    await pool.query("insert into ledger (customer_id, total_credits_used) values ($1, $2)", [customerId, cost]);
    return { text: answer.choices[0].message.content, credits_used: cost };
  }
}
