import axios from 'axios';
import { logger } from './logger.js';

const client = axios.create({ timeout: 15_000 });
client.defaults.baseURL = process.env.AIML_URL || 'https://api.aimlapi.com/v1';
client.interceptors.request.use((config) => {
  config.headers.Authorization = `Bearer ${process.env.AIMLAPI_API_KEY}`;
  return config;
});
client.interceptors.response.use(
  (response) => {
    const used = response.headers['x-aimlapi-credits-used'];
    if (used) logger.debug({ used, status: response.status });
    return response.data;
  },
  (error) => Promise.reject(Object.assign(error, { status: error.response?.status })),
);

export async function getBalance() {
  const data = await client.get('/billing/balance');
  return data.balance;
}

export const saveUsage = (db, usage) => db.insert({ credits_used: usage.credits, status: usage.status });
