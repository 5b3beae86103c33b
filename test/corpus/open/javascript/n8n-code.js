const out = [];
for (const item of $input.all()) {
  const res = await this.helpers.httpRequest({
    method: 'GET',
    url: 'https://api.aimlapi.com/v1/billing/balance',
    headers: { Authorization: `Bearer ${item.json.key}` },
    json: true,
  });
  out.push({ json: { team: item.json.team, credits: res.balance, low: res.lowBalance } });
}
return out;
