import { createParser } from 'eventsource-parser';

const ENDPOINT = process.env.AIMLAPI_BASE_URL || 'https://api.aimlapi.com/v1';

/** Streams one answer and yields text pieces; the cost comes with the closing event. */
export async function* stream(input, { model = 'openai/gpt-5-mini', onCost, store } = {}) {
  const res = await fetch(`${ENDPOINT}/responses`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${process.env.AIMLAPI_API_KEY}` },
    body: JSON.stringify({ model, input, stream: true }),
  });
  if (!res.ok || !res.body) throw new Error(`stream refused: ${res.status}`);

  const queue = [];
  const parser = createParser({ onEvent: (e) => queue.push(e) });
  const decoder = new TextDecoder();

  for await (const chunk of res.body) {
    parser.feed(decoder.decode(chunk, { stream: true }));
    while (queue.length) {
      const { event, data } = queue.shift();
      if (data === '[DONE]') return;
      const payload = JSON.parse(data);
      if (event === 'response.output_text.delta') yield payload.delta;
      if (event === 'response.completed') {
        const used = payload.response.meta?.usage?.credits_used;
        onCost?.(used / 2_000_000);
        await store?.save({ model, credits_used: used, finished_at: Date.now() });
      }
    }
  }
}

export async function spentSince(store, since) {
  const rows = await store.list({ since });
  return rows.reduce((sum, row) => sum + row.credits_used, 0);
}
