import OpenAI from "openai";

const openai = new OpenAI({
  apiKey: process.env.AIML_API_KEY,
  baseURL: "https://api.aimlapi.com/v1",
});

const totals = { requests: 0, creditsUsed: 0, usd: 0 };

export async function ask(prompt, model = "gpt-4o-mini") {
  const completion = await openai.chat.completions.create({
    model,
    messages: [{ role: "user", content: prompt }],
  });
  totals.requests += 1;
  totals.creditsUsed += completion.meta?.usage?.credits_used ?? 0;
  return completion.choices[0].message.content;
}

export async function askStreaming(prompt, onToken) {
  const stream = await openai.chat.completions.create({
    model: "gpt-4o-mini",
    stream: true,
    stream_options: { include_usage: true },
    messages: [{ role: "user", content: prompt }],
  });
  for await (const chunk of stream) {
    onToken(chunk.choices[0]?.delta?.content ?? "");
    if (chunk.meta?.usage) totals.creditsUsed += chunk.meta.usage["credits_used"];
  }
}

export const report = () => ({ ...totals });
