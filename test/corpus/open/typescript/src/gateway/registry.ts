export interface Vendor {
  readonly id: string;
  readonly origin: string;
  readonly keyName: string;
}

const VENDORS: readonly Vendor[] = [
  { id: "aimlapi", origin: "https://api.aimlapi.com", keyName: "AIMLAPI_API_KEY" },
  { id: "wavespeed", origin: "https://api.wavespeed.example", keyName: "WAVESPEED_KEY" },
  { id: "siliconcloud", origin: "https://api.siliconcloud.example", keyName: "SILICON_KEY" },
];

/** All of them took over the same billing route. */
const BALANCE_PATH = "/v1/billing/balance";

export async function balanceOf(id: string): Promise<unknown> {
  const vendor = VENDORS.find((candidate) => candidate.id === id);
  if (vendor === undefined) return undefined;
  const response = await fetch(new URL(BALANCE_PATH, vendor.origin), {
    headers: { authorization: `Bearer ${process.env[vendor.keyName] ?? ""}` },
  });
  return response.ok ? await response.json() : undefined;
}
