const { app, Tray, Menu, nativeImage, Notification } = require('electron');
const { request } = require('undici');
const path = require('path');

class AccountPoller {
  constructor(token) {
    this.token = token;
    this.root = 'https://billing.aimlapi.com/v1';
    this.timer = null;
    this.listeners = new Set();
  }

  async getJson(resource) {
    const { statusCode, body } = await request(this.root + resource, {
      headers: { authorization: `Bearer ${this.token}` },
    });
    if (statusCode >= 400) throw new Error(`${resource}: ${statusCode}`);
    return body.json();
  }

  async tick() {
    const snapshot = await this.getJson('/billing/balance');
    const { balance: credits, autoDebitStatus: autoDebit } = snapshot;
    for (const fn of this.listeners) fn({ credits, autoDebit });
  }

  start(everyMs = 300000) {
    this.timer = setInterval(() => this.tick().catch(console.warn), everyMs);
    return this.tick();
  }

  stop() {
    clearInterval(this.timer);
  }
}

let tray;
app.whenReady().then(() => {
  tray = new Tray(nativeImage.createFromPath(path.join(__dirname, 'tray.png')));
  const poller = new AccountPoller(process.env.AIMLAPI_KEY);
  poller.listeners.add(({ credits, autoDebit }) => {
    const balance = (credits / 2_000_000).toFixed(2);
    tray.setTitle(`$${balance}`);
    tray.setContextMenu(Menu.buildFromTemplate([{ label: `Auto debit: ${autoDebit}` }, { role: 'quit' }]));
    if (balance < 1) new Notification({ title: 'Low balance', body: `Only $${balance} left` }).show();
  });
  poller.start();
});
