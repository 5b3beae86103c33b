import { config } from "../config";

export interface LegacyBalance {
  balance: number;
  lowBalance: boolean;
  lowBalanceThreshold: number;
}

export class BalanceError extends Error {
  constructor(readonly statusCode: number) {
    super(`balance request answered ${statusCode}`);
  }
}

const ENDPOINT = "https://api.aimlapi.com/v1/billing/balance" as const;

export async function fetchBalance(signal?: AbortSignal): Promise<LegacyBalance> {
  const response = await fetch(ENDPOINT, {
    headers: { Authorization: `Bearer ${config.apiKey}` },
    ...(signal ? { signal } : {}),
  });
  if (!response.ok) throw new BalanceError(response.status);
  return (await response.json()) as LegacyBalance;
}

export async function isRunningLow(): Promise<boolean> {
  const account = await fetchBalance();
  return account.lowBalance || account.balance < account.lowBalanceThreshold;
}
