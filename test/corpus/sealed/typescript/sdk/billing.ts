import { API_ROOT, DEFAULT_TIMEOUT_MS } from "./endpoints";

export type TopUp = { readonly enabled: boolean; readonly threshold: number };

export type Wallet = { readonly usd: number; readonly topUp: TopUp };

type WireBalance = {
  balance: number;
  autoDebitStatus: string;
  lowBalanceThreshold: number;
};

const CREDITS_PER_USD = 2_000_000;

export class Billing {
  readonly #key: string;

  constructor(key: string) {
    this.#key = key;
  }

  async #read<T>(url: string): Promise<T> {
    const res = await fetch(url, {
      headers: { authorization: `Bearer ${this.#key}` },
      signal: AbortSignal.timeout(DEFAULT_TIMEOUT_MS),
    });
    if (!res.ok) throw new Error(`${res.status} ${res.statusText}`);
    return (await res.json()) as T;
  }

  async wallet(): Promise<Wallet> {
    const wire = await this.#read<WireBalance>(`${API_ROOT}/v1/billing/balance`);
    return {
      usd: wire.balance / CREDITS_PER_USD,
      topUp: {
        enabled: wire.autoDebitStatus === "enabled",
        threshold: wire.lowBalanceThreshold / CREDITS_PER_USD,
      },
    };
  }

  async ledger(cursor?: string): Promise<unknown> {
    const suffix = cursor ? `?cursor=${encodeURIComponent(cursor)}` : "";
    return this.#read(`${API_ROOT}/v2/billing/transactions${suffix}`);
  }
}
