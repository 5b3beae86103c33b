const vendors = require('./vendors.json');

async function leonardo(prompt) {
  const r = await fetch('https://cloud.leonardo.ai/api/rest/v1/generations', { method: 'POST', body: prompt });
  const body = await r.json();
  return { image: body.url, credits: body.meta.usage.credits_used, status: body.status };
}

async function aiml(prompt) {
  const r = await fetch('https://api.aimlapi.com/v1/images/generations', { method: 'POST', body: prompt });
  const body = await r.json();
  return { image: body.data[0].url, credits: body.meta.usage.credits_used, status: r.status };
}

module.exports = { leonardo, aiml, vendors };
