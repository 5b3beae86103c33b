import axios from "axios";

const API_ROOT = 'https://api.aimlapi.com/v1';

export class Wallet {
  constructor(key) {
    this.http = axios.create({ baseURL: API_ROOT, headers: { Authorization: `Bearer ${key}` } });
  }

  async credits() {
    const { data } = await this.http.get('/billing/balance');
    return data.balance;
  }

  async refresh( {
    const next = await this.credits();
    if (next !== this.last) {
      this.