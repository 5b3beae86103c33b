const { EventEmitter } = require('events');
const got = require('got');

class Poller extends EventEmitter {
  constructor(key, every = 60_000) {
    super();
    this.key = key;
    this.every = every;
  }

  start() {
    this.timer = setInterval(() => this.tick(), this.every);
  }

  async tick() {
    try {
      const { body } = await got('https://api.aimlapi.com/v1/billing/balance', {
        headers: { authorization: `Bearer ${this.key}` },
        responseType: 'json',
      });
      this.emit('account', body);
      if (body.lowBalance) this.emit('low', body.balance);
    } catch (error) {
      this.emit('error', error);
    }
  }
}

const poller = new Poller(process.env.AIMLAPI_KEY);
poller.on('account', (account) => console.log(account.autoDebitStatus, account.lastUpdated));
poller.on('low', (left) => console.warn('low', left));
poller.on('error', (e) => console.error(e.status));
poller.start();
