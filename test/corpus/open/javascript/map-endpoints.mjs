import pLimit from 'p-limit';
const limit = pLimit(2);

const checks = [
  { name: 'aimlapi', url: 'https://api.aimlapi.com/v1/billing/balance', read: (b) => b.balance },
  { name: 'openrouter', url: 'https://openrouter.ai/api/v1/credits', read: (b) => b.data.total_credits - b.data.total_usage },
  { name: 'backend', url: 'http://localhost:8080/v1/billing/balance', read: (b) => b.balance },
];

const results = await Promise.allSettled(
  checks.map((c) =>
    limit(async () => {
      const r = await fetch(c.url, { headers: { authorization: `Bearer ${process.env[c.name.toUpperCase()]}` } });
      return { name: c.name, status: r.status, left: c.read(await r.json()) };
    }),
  ),
);

for (const r of results) {
  if (r.status === 'fulfilled') console.log(r.value.name, r.value.left, r.value.status);
  else console.error(r.reason.status);
}
