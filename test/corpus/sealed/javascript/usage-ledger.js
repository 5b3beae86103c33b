// What each tenant of ours has consumed. We charge in "credits" of our own:
// one credit is a tenth of a cent, nothing to do with the vendor's unit.
import knexFactory from 'knex';
import OpenAI from 'openai';

const knex = knexFactory({ client: 'pg', connection: process.env.DATABASE_URL });
const llm = new OpenAI({ apiKey: process.env.AIMLAPI_API_KEY, baseURL: 'https://api.aimlapi.com/v1' });

export async function migrate() {
  await knex.schema.createTable('tenant_usage', (t) => {
    t.increments('id');
    t.uuid('tenant_id').notNullable();
    t.integer('credits_used').notNullable().defaultTo(0);
    t.timestamp('at').defaultTo(knex.fn.now());
  });
}

export async function complete(tenantId, messages) {
  const out = await llm.chat.completions.create({ model: 'deepseek-chat', messages });
  const usd = out.meta?.usage?.usd_spent ?? 0;
  await knex('tenant_usage').insert({ tenant_id: tenantId, credits_used: Math.ceil(usd * 1000) });
  return out.choices[0].message;
}

export async function monthly(tenantId) {
  const row = await knex('tenant_usage')
    .where('tenant_id', tenantId)
    .andWhereRaw("at > date_trunc('month', now())")
    .sum({ credits_used: 'credits_used' })
    .first();
  return Number(row.credits_used ?? 0);
}

export async function leaderboard(limit = 10) {
  const { rows } = await knex.raw(
    `select tenant_id, sum(credits_used) as total_credits_used
       from tenant_usage group by 1 order by 2 desc limit ?`,
    [limit],
  );
  return rows.map((r) => ({ tenant: r.tenant_id, total: r.total_credits_used }));
}
