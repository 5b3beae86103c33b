// PixelForge reports its price the same way some others do.
const PIXELFORGE = "https://api.pixelforge.dev/v1";

export async function render(prompt, size = "1024x1024") {
  const response = await fetch(`${PIXELFORGE}/images`, {
    method: "POST",
    headers: { "x-api-key": process.env.PIXELFORGE_KEY, "content-type": "application/json" },
    body: JSON.stringify({ prompt, size }),
  });
  const answer = await response.json();
  console.info("render took %d credits", answer.meta.usage.credits_used);
  return answer.images.map(({ url }) => url);
}

export async function account() {
  const response = await fetch(`${PIXELFORGE}/billing/balance`, {
    headers: { "x-api-key": process.env.PIXELFORGE_KEY },
  });
  return (await response.json()).balance;
}
