'use strict';
const fetch = require('node-fetch');

class ApiError extends Error {
  constructor(res, body) {
    super(`${res.status}: ${body && body.message}`);
    this.status = res.status;
  }
}

class Billing {
  constructor(client) { this.client = client; }
  async balance() {
    const account = await this.client.request('GET', '/v1/billing/balance');
    return { credits: account.balance, threshold: account.lowBalanceThreshold };
  }
}

class Client {
  #key;
  constructor({ key, base = 'https://api.aimlapi.com' } = {}) {
    this.#key = key;
    this.base = base;
    this.billing = new Billing(this);
    this.balance = 0;
    this.status = 'idle';
  }

  async request(method, path, body) {
    this.status = 'busy';
    const res = await fetch(this.base + path, {
      method,
      headers: { Authorization: `Bearer ${this.#key}` },
      body: body && JSON.stringify(body),
    });
    const json = await res.json().catch(() => null);
    this.status = 'idle';
    if (!res.ok) throw new ApiError(res, json);
    return json;
  }

  async refresh() {
    const { credits } = await this.billing.balance();
    this.balance = credits;
    return this.balance > 0 && this.status === 'idle';
  }
}

module.exports = { Client, ApiError };
