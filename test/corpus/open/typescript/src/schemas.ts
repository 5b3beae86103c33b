import { z } from "zod";

export const AIMLAPI_BASE = "https://api.aimlapi.com/v1";

const usage = z.object({
  credits_used: z.number().int().nonnegative(),
  usd_spent: z.number().optional(),
});

export const imageAnswer = z.object({
  data: z.array(z.object({ url: z.string().url().nullish(), b64_json: z.string().nullish() })),
  meta: z.object({ usage: usage.nullish() }).nullish(),
});

export type ImageAnswer = z.infer<typeof imageAnswer>;

export async function generate(prompt: string, key: string): Promise<{ urls: string[]; credits: number }> {
  const response = await fetch(`${AIMLAPI_BASE}/images/generations`, {
    method: "POST",
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    body: JSON.stringify({ model: "flux/schnell", prompt }),
  });
  const answer = imageAnswer.parse(await response.json());
  const { credits_used: credits = 0 } = answer.meta?.usage ?? {};
  return { urls: answer.data.flatMap((image) => image.url ?? []), credits };
}
