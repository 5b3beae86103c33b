import type { Money } from "../money/money.ts";
import type { TopUp } from "../vendor/account-actions.ts";
import type { Ask } from "../vendor/endpoint.ts";
import type { PaymentMethod } from "../vendor/report.ts";

/** What a person said yes to. */
export interface ChargeOrder {
  /** As `payerOf` names them. */
  readonly payer: string;
  readonly topUp: TopUp;
  /** Sends at once and never twice, with nothing left to look up. Its requests end within a minute. */
  readonly ask: Ask;
  /** Positive, in the currency of the limit. */
  readonly amount: Money;
  /** What the person was told is charged; looked at once more before anything is sent. */
  readonly method?: PaymentMethod | undefined;
  /** `latest` of the standing with which the person was asked. */
  readonly latest: string | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Why it may not be sent any more, as a sentence; asked once it is written down, last of all. */
  readonly obstacle?: (() => Promise<string | undefined>) | undefined;
}
