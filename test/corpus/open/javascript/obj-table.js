const api = {
  root: 'https://api.aimlapi.com',
  key: process.env.AIMLAPI_KEY,
  balance: 0,
  status: 'idle',
  async get(path) {
    this.status = 'busy';
    const r = await fetch(this.root + path, { headers: { Authorization: `Bearer ${this.key}` } });
    this.status = 'idle';
    return r.json();
  },
  async refresh() {
    const account = await this.get('/v1/billing/balance');
    this.balance = account.balance;
    return this.balance;
  },
};

api.refresh().then((b) => console.log(b, api.balance, api.status));
