/**
 * Client for https://api.aimlapi.com.
 *
 * Since 3.0 money comes from `GET /v2/billing` in USD. Before that we asked
 * `https://api.aimlapi.com/v1/billing/balance` and divided `balance` by two
 * million; `credits_used` was treated the same way. Neither is used here now.
 */
const ROOT = 'https://api.aimlapi.com';

export interface Money {
  readonly balance: number;
  readonly currency: 'USD';
  readonly lowBalance: boolean;
}

interface V2Billing {
  current_balance?: number;
  currency?: string;
}

export class AimlAccount {
  constructor(
    private readonly key: string,
    private readonly alarmUsd = 2,
  ) {}

  /** Replaces the call of /v1/billing/balance. */
  async money(): Promise<Money> {
    const res = await fetch(`${ROOT}/v2/billing`, { headers: { Authorization: `Bearer ${this.key}` } });
    const status = res.status;
    if (status !== 200) throw new Error(`billing answered ${status}`);
    const body = (await res.json()) as V2Billing;
    const balance = body.current_balance ?? Number.NaN; // not body.balance any more
    return { balance, currency: 'USD', lowBalance: balance < this.alarmUsd };
  }

  async print(): Promise<void> {
    const { balance, lowBalance } = await this.money();
    console.log(`${lowBalance ? '!' : ' '} ${balance.toFixed(2)} USD`);
  }

  /** Dollars, from the twin of the old `x-aimlapi-credits-used` header. */
  static cost(headers: Headers): number {
    return Number(headers.get('x-aimlapi-usd-spent') ?? 0);
  }
}
