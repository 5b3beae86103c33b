import type { Sandbox } from "../../../../src/sandbox/sandbox.ts";
import type { ScenarioName } from "../../../../src/sandbox/scenarios/scenarios.ts";
import { type CallInit, withSandbox } from "../sandbox-fixture.ts";

/** Asks below the team's own path with the management key, unless another key is given. */
export type TeamCall = (path: string, init?: CallInit) => Promise<Response>;

export const withTeam = (
  scenario: ScenarioName,
  test: (sandbox: Sandbox, team: TeamCall) => Promise<void>,
): Promise<void> =>
  withSandbox(scenario, (sandbox, call) => {
    const { managementKey, teamId } = sandbox.accounts.xai;
    const signed = { authorization: `Bearer ${managementKey}` };
    return test(sandbox, (path, init = {}) =>
      call(path.startsWith("/") ? path : `/v1/billing/teams/${teamId}/${path}`, {
        ...init,
        headers: { ...signed, ...init.headers },
      }),
    );
  });

/** Absent is null, `{}` is zero. */
export interface Cent {
  readonly val?: string;
}

export const centsOf = (cent: Cent | undefined): number | null => (cent ? Number(cent.val ?? "0") : null);

export interface Change {
  readonly changeOrigin: string;
  readonly amount: Cent;
  readonly createTime: string;
  readonly invoiceId?: string;
  readonly topupStatus?: string;
  readonly spendBpKeyYear?: number;
  readonly spendBpKeyMonth?: number;
}

export interface Balance {
  readonly changes: readonly Change[];
  readonly total: Cent;
}

export interface Preview {
  readonly coreInvoice: {
    readonly lines?: readonly { readonly description: string; readonly amount?: string }[];
    readonly amountBeforeVat?: string;
    readonly amountAfterVat?: string;
    readonly vatCost?: string;
    readonly totalWithCorr: Cent;
    readonly prepaidCredits?: Cent;
    readonly prepaidCreditsUsed?: Cent;
  };
  readonly effectiveSpendingLimit: string;
  readonly billingCycle: { readonly year: number; readonly month: number };
}

export const jsonOf = async <Value>(response: Promise<Response>) => (await (await response).json()) as Value;

export const balanceOf = (team: TeamCall) => jsonOf<Balance>(team("prepaid/balance"));
export const previewOf = (team: TeamCall) => jsonOf<Preview>(team("postpaid/invoice/preview"));

/** What is left in cents, by the two figures of a preview. */
export function leftOf({ coreInvoice: { prepaidCredits, prepaidCreditsUsed } }: Preview): number {
  return -(centsOf(prepaidCredits) ?? NaN) - Math.abs(centsOf(prepaidCreditsUsed) ?? NaN);
}
