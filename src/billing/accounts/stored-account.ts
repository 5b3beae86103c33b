import { isWrongShape, optionalText, parse, parts, string, time, type Parts } from "../state/stored-json.ts";
import type { Credential } from "../vendor/api-client.ts";

/** An account as a person set it up: whom to ask, as whom and where, all in one secret. */
export interface StoredAccount extends Credential {
  readonly id: string;
  /** The provider's id. */
  readonly provider: string;
  /** What the person calls it; the vendor's name where they said nothing. */
  readonly name?: string | undefined;
  /** The place among the others: lower ones first. */
  readonly place: number;
  /** Kept, but not asked for. */
  readonly disabled?: true | undefined;
  /** When it was chosen for the status bar, ms since the epoch; the latest counts. */
  readonly chosenAt?: number | undefined;
}

/** What is kept of an account outside the secret storage: nothing of its key, and nothing derived from it. */
export type ListedAccount = Omit<StoredAccount, keyof Credential>;

/** Why a listed account has no key: the storage may be locked, or does not outlive a browser's page. */
export type Unreadable = "locked" | "forgotten";

/** An account that is listed, but whose secret the editor did not return. */
export interface UnreadableAccount extends ListedAccount {
  readonly unreadable: Unreadable;
}

export type KnownAccount = StoredAccount | UnreadableAccount;

export const isReadable = (account: KnownAccount): account is StoredAccount => !("unreadable" in account);

/** The account of the key that is set without a word about accounts. */
export const MAIN_ID = "main";

/** There is room before it. */
const FIRST_PLACE = 1;

/** The longest name an account can be given. */
export const LONGEST_NAME = 40;

/** The id is where it is stored, not in it. */
export const encodeAccount = (account: StoredAccount): string =>
  JSON.stringify({ ...account, id: undefined });

/**
 * Reads a secret; undefined for anything that is not a whole account: the person is asked for the key again.
 * The first form was the key of the main vendor and its origin, and nothing else.
 */
export function decodeAccount(id: string, secret: string, mainProvider: string): StoredAccount | undefined {
  const it = parse(secret);
  if (!it) return undefined;
  try {
    return {
      id,
      origin: string(it["origin"]),
      apiKey: string(it["apiKey"]),
      subject: optionalText(it["subject"]),
      provider: optionalText(it["provider"]) ?? mainProvider,
      ...listedParts(it),
    };
  } catch (error) {
    if (isWrongShape(error)) return undefined;
    throw error;
  }
}

export const listed = ({ id, provider, name, place, disabled, chosenAt }: ListedAccount): ListedAccount => ({
  id,
  provider,
  name,
  place,
  disabled,
  chosenAt,
});

/** Reads the list; an entry that is none is left out. */
export function decodeList(value: unknown): readonly ListedAccount[] {
  return Array.isArray(value) ? value.flatMap(decodeListed) : [];
}

function decodeListed(value: unknown): readonly ListedAccount[] {
  try {
    const it = parts(value);
    return [{ ...listedParts(it), id: string(it["id"]), provider: string(it["provider"]) }];
  } catch (error) {
    if (isWrongShape(error)) return [];
    throw error;
  }
}

const listedParts = (it: Parts) => ({
  name: optionalText(it["name"])?.slice(0, LONGEST_NAME),
  place: it["place"] === undefined ? FIRST_PLACE : time(it["place"]),
  disabled: it["disabled"] === true ? (true as const) : undefined,
  chosenAt: it["chosenAt"] === undefined ? undefined : time(it["chosenAt"]),
});

/** Whether they ask the same vendor as the same account with the same key. */
export const isSameCredential = (a: Credential, b: Credential): boolean =>
  a.apiKey === b.apiKey && a.origin === b.origin && a.subject === b.subject;

/** Whether it is one account: what is billed tells where the vendor names it, whatever key asks; else the key does. */
export const isSameAccount = (
  a: Pick<StoredAccount, "provider" | "origin" | "subject" | "apiKey">,
  b: Pick<StoredAccount, "provider" | "origin" | "subject" | "apiKey">,
): boolean =>
  a.provider === b.provider &&
  a.origin === b.origin &&
  a.subject === b.subject &&
  (a.subject !== undefined || a.apiKey === b.apiKey);

/** In the person's order; ids settle what has one place. */
export const inOrder = <T extends Pick<StoredAccount, "place" | "id">>(
  accounts: readonly T[],
): readonly T[] => [...accounts].sort((a, b) => a.place - b.place || (a.id < b.id ? -1 : 1));

/** The one the person chose last; the first while they chose none. */
export const chosenOf = <T extends Pick<StoredAccount, "chosenAt">>(accounts: readonly T[]): T | undefined =>
  accounts.reduce<T | undefined>(
    (best, each) => (best && (each.chosenAt ?? 0) <= (best.chosenAt ?? 0) ? best : each),
    undefined,
  );

/** The place that lies `to` in a list without the moved account: between its new neighbours. */
export function placeAt(others: readonly Pick<StoredAccount, "place">[], to: number): number {
  const before = others[to - 1]?.place;
  const after = others[to]?.place;
  if (before === undefined) return after === undefined ? FIRST_PLACE : after / 2;
  return after === undefined ? before + 1 : (before + after) / 2;
}
