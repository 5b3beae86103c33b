import { Hono } from 'hono';
import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';

type Env = { Bindings: { DB: D1Database; INTERNAL_URL: string } };

const BalanceBody = z.object({
  balance: z.number(),
  lowBalance: z.boolean(),
  credits_used: z.number().int(),
});

const balanceRoute = createRoute({
  method: 'get',
  path: '/v1/billing/balance',
  responses: { 200: { description: 'ok', content: { 'application/json': { schema: BalanceBody } } } },
});

const app = new OpenAPIHono<Env>();

app.openapi(balanceRoute, async (c) => {
  const row = await c.env.DB.prepare('select balance, credits_used from wallets where id = ?1')
    .bind(c.req.header('x-wallet'))
    .first<{ balance: number; credits_used: number }>();
  if (!row) return c.json({ error: 'no wallet' } as never, 404);
  return c.json({ balance: row.balance, lowBalance: row.balance < 100, credits_used: row.credits_used }, 200);
});

const legacy = new Hono<Env>();
legacy.get('/billing/balance', async (c) => {
  const res = await fetch(`${c.env.INTERNAL_URL}/v1/billing/balance`, { headers: c.req.raw.headers });
  const { balance } = (await res.json()) as { balance: number };
  return c.text(String(balance));
});

app.route('/v1', legacy as never);
export default app;
