import { AIML, OPENROUTER, VENICE } from './origins.js';

async function timed(name, url, token) {
  const t0 = Date.now();
  try {
    const res = await fetch(url, { headers: { authorization: `Bearer ${token}` }, signal: AbortSignal.timeout(5000) });
    return { name, up: res.ok, status: res.status, ms: Date.now() - t0 };
  } catch (e) {
    return { name, up: false, status: 0, ms: Date.now() - t0, why: String(e) };
  }
}

export function probeAll(env) {
  return Promise.all([
    timed('openrouter', `${OPENROUTER}/credits`, env.OPENROUTER_KEY),
    timed('venice', `${VENICE}/billing/balance`, env.VENICE_KEY),
    timed('aiml', `${AIML}/billing/balance`, env.AIMLAPI_KEY),
  ]);
}

export function summary(results) {
  const down = results.filter((r) => !r.up).map((r) => `${r.name} (${r.status})`);
  return down.length ? `down: ${down.join(', ')}` : 'all up';
}
