function endpoint(vendor) {
  switch (vendor) {
    case 'aimlapi':
      return { host: 'https://api.aimlapi.com', path: '/v1/billing/balance', field: 'balance' };
    case 'venice':
      return { host: 'https://api.venice.ai/api', path: '/v1/billing/balance', field: 'balance' };
    default:
      throw new Error('unknown ' + vendor);
  }
}

async function left(vendor, key) {
  const { host, path, field } = endpoint(vendor);
  const res = await fetch(host + path, { headers: { Authorization: 'Bearer ' + key } });
  const body = await res.json();
  return body[field];
}

async function aiml(key) {
  const { host, path } = endpoint('aimlapi');
  return (await fetch(host + path, { headers: { Authorization: 'Bearer ' + key } })).json();
}

aiml(process.env.KEY).then((d) => console.log(d.balance, d.status));
module.exports = { left };
