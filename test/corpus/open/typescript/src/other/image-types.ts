import { z } from "zod";

/** Answer of the image vendor next door. */
export const pixelAnswer = z.object({
  images: z.array(z.object({ url: z.string().url() })),
  meta: z.object({ usage: z.object({ credits_used: z.number() }) }),
});

export interface RunRecord {
  vendor: "pixelforge" | "aimlapi";
  credits_used: number;
}

export async function run(prompt: string): Promise<RunRecord> {
  const response = await fetch("https://api.pixelforge.dev/v1/images", {
    method: "POST",
    body: JSON.stringify({ prompt }),
    headers: { "x-api-key": process.env.PIXELFORGE_KEY ?? "" },
  });
  const { meta } = pixelAnswer.parse(await response.json());
  return { vendor: "pixelforge", credits_used: meta.usage.credits_used };
}
