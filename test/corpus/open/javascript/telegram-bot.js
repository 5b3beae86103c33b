const { Telegraf } = require('telegraf');
const axios = require('axios').default;
const bot = new Telegraf(process.env.BOT_TOKEN);
const sessions = new Map();

const AIML = { url: 'https://api.aimlapi.com', paths: { balance: '/v1/billing/balance', chat: '/v1/chat/completions' } };

async function ask(path, key, body) {
  const { data, status } = await axios({ method: body ? 'post' : 'get', url: AIML.url + path, data: body, headers: { Authorization: `Bearer ${key}` } });
  if (status >= 400) throw new Error(`status ${status}`);
  return data;
}

bot.command('balance', async (ctx) => {
  const session = sessions.get(ctx.from.id);
  const info = await ask(AIML.paths.balance, session.key);
  await ctx.reply(`vendor ${info.balance}, yours ${session.balance} (${session.status})`);
});

bot.on('text', async (ctx) => {
  const session = sessions.get(ctx.from.id);
  const reply = await ask(AIML.paths.chat, session.key, { messages: [{ role: 'user', content: ctx.message.text }] });
  session.credits_used = (session.credits_used || 0) + (reply.meta?.usage?.credits_used || 0);
  session.balance -= session.credits_used;
  ctx.reply(reply.choices[0].message.content);
});

bot.launch();
