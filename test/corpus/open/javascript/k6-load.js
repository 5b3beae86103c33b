import http from 'k6/http';
import { check, sleep } from 'k6';

export const options = { vus: 2, duration: '30s' };
const params = { headers: { Authorization: `Bearer ${__ENV.AIMLAPI_KEY}` } };

export default function () {
  const res = http.get('https://api.aimlapi.com/v1/billing/balance', params);
  check(res, {
    'status is 200': (r) => r.status === 200,
    'has balance': (r) => r.json().balance > 0,
    'not low': (r) => r.json('lowBalance') === false,
  });
  const chat = http.post('https://api.aimlapi.com/v1/chat/completions', '{}', params);
  check(chat, { cheap: (r) => r.json().meta.usage.credits_used < 5000 });
  sleep(1);
}
