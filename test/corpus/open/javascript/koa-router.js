const Router = require('@koa/router');
const got = require('got');
const router = new Router({ prefix: '/v1' });
const aiml = got.extend({ prefixUrl: 'https://api.aimlapi.com', responseType: 'json', hooks: { afterResponse: [(r) => { r.request.status = r.statusCode; return r; }] } });

router.get('/billing/balance', async (ctx) => {
  const { body, statusCode } = await aiml.get('v1/billing/balance', { headers: { authorization: ctx.get('authorization') } });
  ctx.status = statusCode;
  ctx.body = { ...ctx.state.user.wallet, vendor: body.balance, state: ctx.state.user.status };
});

router.post('/images', async (ctx) => {
  const reply = await aiml.post('v1/images/generations', { json: ctx.request.body }).json();
  await ctx.db('usage').insert({ user: ctx.state.user.id, credits_used: reply.meta.usage.credits_used });
  const [row] = await ctx.db('usage').where({ user: ctx.state.user.id }).sum('credits_used as credits_used');
  ctx.body = { url: reply.data[0].url, credits_used: row.credits_used };
});

module.exports = router;
