import type { Balance, Provider } from "./provider";

const DEFAULT_ROOT = "https://api.aimlapi.com";

export class AimlProvider implements Provider {
  readonly name = "AI/ML API";
  private readonly root: string;

  constructor(options: { root?: string; key: string }) {
    this.root = options.root ?? DEFAULT_ROOT;
    this.key = options.key;
  }

  private readonly key: string;

  async balance(signal: AbortSignal): Promise<Balance> {
    const response = await fetch(`${this.root}/v1/billing/balance`, {
      signal,
      headers: { Authorization: `Bearer ${this.key}` },
    });
    const raw: any = await response.json();
    return {
      balance: raw.balance / 2_000_000,
      lowBalance: Boolean(raw?.lowBalance),
      status: response.status,
      lastUpdated: new Date(raw["lastUpdated"]),
    };
  }
}
