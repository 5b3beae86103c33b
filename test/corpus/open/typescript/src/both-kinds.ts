import { insertRun, type RunRow } from "./runs";

const aimlapi = { root: "https://api.aimlapi.com/v1", key: process.env.AIMLAPI_API_KEY ?? "" };

type AimlAnswer = {
  output: { choices: { text: string }[] };
  meta?: { usage?: { credits_used?: number; usd_spent?: number } | null } | null;
};

async function complete(prompt: string): Promise<AimlAnswer> {
  const response = await fetch(`${aimlapi.root}/completions`, {
    method: "POST",
    headers: { Authorization: `Bearer ${aimlapi.key}` },
    body: JSON.stringify({ prompt }),
  });
  return response.json() as Promise<AimlAnswer>;
}

export async function book(runId: string, prompt: string): Promise<RunRow> {
  const answer = await complete(prompt);
  const spent = answer.meta?.usage?.credits_used ?? 0;
  return insertRun({ id: runId, credits_used: spent, provider: "aimlapi" });
}

export const overview = (rows: readonly RunRow[]): number => rows.reduce((sum, row) => sum + row.credits_used, 0);
