import OpenAI from "openai";

const client = new OpenAI({
  baseURL: process.env.AIMLAPI_BASE_URL ?? "https://api.aimlapi.com/v1",
  apiKey: process.env.AIMLAPI_API_KEY ?? "",
});

export async function* stream(input: string): AsyncGenerator<string, number> {
  const events = await client.responses.create({ model: "openai/gpt-4.1", input, stream: true });
  let spent = 0;
  for await (const event of events) {
    if (event.type === "response.output_text.delta") yield event.delta;
    if (event.type === "response.completed") {
      const { meta } = event.response as unknown as { meta?: { usage?: { credits_used: number } } };
      spent = meta?.usage?.credits_used ?? 0;
    }
  }
  return spent;
}
