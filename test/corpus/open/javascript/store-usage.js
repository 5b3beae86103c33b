import { db } from "./db.js";

const URL_CHAT = "https://api.aimlapi.com/v1/chat/completions";

/** Runs one prompt and books it; our column happens to have the vendor's name. */
export async function runAndBook(user, body) {
  const response = await fetch(URL_CHAT, {
    method: "POST",
    headers: { Authorization: `Bearer ${process.env.AIMLAPI_API_KEY}`, "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
  const answer = await response.json();

  const row = await db("runs").where({ user }).first();
  const before = row.credits_used;
  row.credits_used = before + answer.meta.usage.credits_used;
  await db("runs").where({ user }).update({ credits_used: row.credits_used });
  return { credits_used: row.credits_used, text: answer.choices[0].message.content };
}
