import { createClient } from "@supabase/supabase-js";

const supabase = createClient(process.env.SUPABASE_URL!, process.env.SUPABASE_SERVICE_KEY!);
const AIML_ENDPOINT = "https://api.aimlapi.com/v1/chat/completions";

interface UsageRow {
  user_id: string;
  credits_used: number;
  credits_used_today: number;
}

export async function usageOf(userId: string): Promise<UsageRow | null> {
  const { data, error } = await supabase
    .from("usage")
    .select("user_id, credits_used, credits_used_today")
    .eq("user_id", userId)
    .maybeSingle<UsageRow>();
  if (error) throw error;
  return data;
}

export async function summarize(userId: string, text: string): Promise<string> {
  const row = await usageOf(userId);
  if (row && row.credits_used >= 500) throw new Error("Monthly limit reached");
  const response = await fetch(AIML_ENDPOINT, {
    method: "POST",
    headers: { Authorization: `Bearer ${process.env.AIMLAPI_API_KEY}`, "Content-Type": "application/json" },
    body: JSON.stringify({ model: "gpt-4o-mini", messages: [{ role: "user", content: `Summarize: ${text}` }] }),
  });
  const answer = (await response.json()) as { choices: { message: { content: string } }[] };
  await supabase.from("usage").upsert({ user_id: userId, credits_used: (row?.credits_used ?? 0) + 1 });
  return answer.choices[0]!.message.content;
}
