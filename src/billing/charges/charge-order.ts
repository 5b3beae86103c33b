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

/** An account as its vendor knows it: another key or another address for it is the same payer. */
interface PayerParts {
  readonly providerId: string;
  /** The vendor's id of what is billed. */
  readonly subject: string;
}

/** The payer as version 0.1.0 identified it: by the address as well. */
interface AddressedPayer extends PayerParts {
  readonly origin: string;
}

/** Ends the name of a payer that 0.1.0 named, as long as it is not known which account that was. */
const BY_ADDRESS = "@";

/** Identifies the payer without its id: the provider and 16 hex digits of SHA-256 over provider and subject. */
export const payerOf = ({ providerId, subject }: PayerParts): Promise<string> =>
  nameOf(providerId, providerId, subject);

/** The name that 0.1.0 gave this payer. */
export const addressedPayerOf = ({ providerId, origin, subject }: AddressedPayer): Promise<string> =>
  nameOf(providerId, new URL(origin).origin, subject);

/** A name given by 0.1.0, marked as such. */
export const byAddress = (name: string): string => `${name}${BY_ADDRESS}`;

export const isByAddress = (name: string): boolean => name.endsWith(BY_ADDRESS);

/** Whether it may be this payer's: of an account that is not known, every account of its vendor may be the one. */
export const mayBe = (name: string, payer: string): boolean =>
  name === payer || (isByAddress(name) && name.split(":")[0] === payer.split(":")[0]);

async function nameOf(providerId: string, place: string, subject: string): Promise<string> {
  const text = `${place}\n${subject.trim().toLowerCase()}`;
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
  const hex = Array.from(digest.subarray(0, 8), (byte) => byte.toString(16).padStart(2, "0")).join("");
  return `${providerId}:${hex}`;
}
