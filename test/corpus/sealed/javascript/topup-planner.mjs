import axios from 'axios';
import yargs from 'yargs';
import { hideBin } from 'yargs/helpers';

// root + path + how many dollars the answer means
const VENDORS = {
  aimlapi: {
    root: 'https://api.aimlapi.com',
    path: '/v1/billing/balance',
    env: 'AIMLAPI_API_KEY',
    usd: (answer) => answer.balance / 2_000_000,
  },
  novita: {
    root: 'https://api.novita.ai',
    path: '/v3/billing/balance',
    env: 'NOVITA_KEY',
    usd: (answer) => answer.balance / 10_000,
  },
  pixelforge: {
    root: 'https://api.pixelforge.example',
    path: '/v1/billing/balance',
    env: 'PIXELFORGE_KEY',
    usd: (answer) => (answer.balance - answer.credits_used) / 100,
  },
};

async function left(name) {
  const vendor = VENDORS[name];
  const { data } = await axios.get(vendor.path, {
    baseURL: vendor.root,
    headers: { Authorization: `Bearer ${process.env[vendor.env]}` },
  });
  return { name, balance: vendor.usd(data) };
}

const argv = yargs(hideBin(process.argv))
  .option('floor', { type: 'number', default: 25, describe: 'US dollars' })
  .array('vendor')
  .default('vendor', Object.keys(VENDORS))
  .parseSync();

for (const name of argv.vendor) {
  const { balance } = await left(name);
  const missing = Math.max(0, argv.floor - balance);
  console.log(`${name.padEnd(12)} ${balance.toFixed(2).padStart(8)}  top up ${missing.toFixed(2)}`);
}
