import { appendFile } from "node:fs/promises";

const ENDPOINT = "https://api.aimlapi.com/v1/embeddings";

export async function embed(input) {
  const response = await fetch(ENDPOINT, {
    method: "POST",
    headers: {
      authorization: `Bearer ${process.env.AIMLAPI_API_KEY}`,
      "content-type": "application/json",
    },
    body: JSON.stringify({ model: "text-embedding-3-small", input }),
  });
  const used = Number(response.headers.get("x-aimlapi-credits-used") ?? 0);
  const requestId = response.headers.get("x-request-id");
  await appendFile("usage.log", `${new Date().toISOString()} ${requestId} ${used}\n`);
  return (await response.json()).data.map((row) => row.embedding);
}
