const https = require('https');
class Checker {
  constructor(opts) {
    Object.assign(this, { host: 'api.aimlapi.com', path: '/v1/billing/balance' }, opts);
    this.onData = this.onData.bind(this);
    this.parts = '';
  }
  run(cb) {
    this.cb = cb;
    https.get({ host: this.host, path: this.path }, (res) => {
      this.status = res.statusCode;
      res.on('data', this.onData);
      res.on('end', () => {
        const d = JSON.parse(this.parts);
        this.cb(null, d.balance, this.status);
      });
    });
  }
  onData(chunk) { this.parts += chunk; }
}
new Checker({ timeout: 5 }).run((err, left, status) => console.log(err, left, status));
