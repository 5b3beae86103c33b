import { parseArgs } from 'util';

const { values } = parseArgs({
  args: Bun.argv.slice(2),
  options: { json: { type: 'boolean', default: false }, model: { type: 'string', default: 'flux/schnell' } },
});

const headers = { Authorization: `Bearer ${Bun.env.AIMLAPI_TOKEN}`, 'Content-Type': 'application/json' };
const origin = 'https://api.aimlapi.com';

const before = await (await fetch(new URL('/v1/billing/balance', origin), { headers })).json();

const started = performance.now();
const image = await fetch(new URL('/v1/images/generations', origin), {
  method: 'POST',
  headers,
  body: JSON.stringify({ model: values.model, prompt: 'a lighthouse in fog' }),
});
const price = Number(image.headers.get('x-aimlapi-credits-used') ?? 0);
const took = performance.now() - started;

// aimlapi-disable-next-line aimlapi/deprecated-endpoint
const after = await fetch('https://api.aimlapi.com/v1/billing/balance', { headers }).then((r) => r.json());

const report = {
  model: values.model,
  status: image.status,
  took: Math.round(took),
  price,
  drift: before['balance'] - after['balance'] - price,
};

if (values.json) {
  console.log(JSON.stringify(report));
} else {
  for (const [k, v] of Object.entries(report)) console.log(k.padEnd(8), v);
}
