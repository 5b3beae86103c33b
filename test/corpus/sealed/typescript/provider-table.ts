export type ProviderId = 'aimlapi' | 'venice' | 'novita' | 'deepseek';

interface ProviderInfo {
  readonly label: string;
  readonly baseUrl: string;
  readonly balancePath: string;
  /** How the number in the answer becomes US dollars. */
  readonly toUsd: (body: any) => number;
}

export const providers: Record<ProviderId, ProviderInfo> = {
  aimlapi: {
    label: 'AI/ML API',
    baseUrl: 'https://api.aimlapi.com',
    // was /v1/billing/balance until spring; that one counted credits
    balancePath: '/v2/billing',
    toUsd: (body) => body.current_balance,
  },
  venice: {
    label: 'Venice',
    baseUrl: 'https://api.venice.ai/api',
    balancePath: '/v1/billing/balance',
    toUsd: (body) => body.balances.usd,
  },
  novita: {
    label: 'Novita',
    baseUrl: 'https://api.novita.ai',
    balancePath: '/v3/billing/balance',
    toUsd: (body) => body.balance / 10_000,
  },
  deepseek: {
    label: 'DeepSeek',
    baseUrl: 'https://api.deepseek.com',
    balancePath: '/user/balance',
    toUsd: (body) => Number(body.balance_infos[0].total_balance),
  },
};

export async function usdLeft(id: ProviderId, key: string): Promise<number> {
  const { baseUrl, balancePath, toUsd } = providers[id];
  const res = await fetch(new URL(balancePath, baseUrl), { headers: { Authorization: `Bearer ${key}` } });
  if (!res.ok) throw new Error(`${providers[id].label}: ${res.status}`);
  return toUsd(await res.json());
}
