import { AIML_V1, POLL_EVERY } from "./constants.js";

export function pollAccount(key, onChange) {
  let last;
  const run = async () => {
    const answer = await fetch(AIML_V1 + "/billing/balance", {
      headers: { Authorization: `Bearer ${key}` },
      signal: AbortSignal.timeout(10_000),
    });
    const { balance } = await answer.json();
    if (balance !== last) onChange((last = balance));
  };
  run();
  const timer = setInterval(run, POLL_EVERY);
  return () => clearInterval(timer);
}
