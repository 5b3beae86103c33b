class Provider {
  constructor(id, baseUrl, key) {
    this.id = id;
    this.baseUrl = baseUrl;
    this.key = key;
  }

  endpoint() {
    if (this.id === 'aiml') return { url: 'https://api.aimlapi.com/v1/billing/balance', read: (b) => b?.balance };
    if (this.id === 'novita') return { url: 'https://api.novita.ai/v3/billing/balance', read: (b) => b?.balance };
    return null;
  }

  async check() {
    const e = this.endpoint();
    if (!e) return { status: 'unknown', balance: null };
    const res = await fetch(e.url, { headers: { Authorization: `Bearer ${this.key}` } });
    if (!res.ok) return { status: `HTTP ${res.status}`, balance: null };
    return { status: 'ok', balance: e.read(await res.json()) };
  }
}

new Provider('aiml', '', 'k').check().then((r) => console.log(r.status, r.balance));
