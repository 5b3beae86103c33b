const cron = require('node-cron');
const PQueue = require('p-queue');
const queue = new PQueue();
const load = async () => (await fetch('https://api.aimlapi.com/v1/billing/balance')).json();

const job = cron.schedule('*/5 * * * *', () => load());
const timer = setTimeout(() => load(), 10);
const sub = events.subscribe(() => load());
console.log(job.status, timer.status, sub.status);

(async () => {
  const account = await queue.add(() => load());
  console.log(account.balance, queue.status, queue.balance);
})();
