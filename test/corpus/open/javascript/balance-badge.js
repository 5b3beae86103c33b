// Draws the remaining credits of the AI/ML API account into the page header.
const REFRESH_MS = 60_000;

async function loadBalance(key) {
  const response = await fetch("https://api.aimlapi.com/v1/billing/balance", {
    headers: { Authorization: `Bearer ${key}` },
  });
  if (response.status === 401) {
    throw new Error("The key was refused");
  }
  if (!response.ok) {
    throw new Error(`Balance request failed: ${response.status}`);
  }
  const body = await response.json();
  return {
    usd: body.balance / 2_000_000,
    low: body.lowBalance,
  };
}

export function startBadge(element, key) {
  const tick = async () => {
    try {
      const { usd, low } = await loadBalance(key);
      element.textContent = `$${usd.toFixed(2)}`;
      element.classList.toggle("low", low);
    } catch (error) {
      element.textContent = "?";
      console.warn(error);
    }
  };
  tick();
  return setInterval(tick, REFRESH_MS);
}
