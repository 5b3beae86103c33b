import type { AccountPast } from "../history/account-history.ts";
import type { PagePreferences } from "./page-data.ts";
import type { MovementRow } from "./page-view.ts";
import { presentMovement, writtenRevision } from "./present-transactions.ts";
import { createWords } from "./words.ts";

/** What the page shows right now: it may change while rows are read. */
export interface Shown {
  readonly past: () => Pick<AccountPast, "data" | "rows"> | undefined;
  readonly preferences: () => PagePreferences;
}

/** The rows that the page asked for by the revision it shows; undefined where it shows something else, before or after. */
export async function writtenRows(
  { past, preferences }: Shown,
  asked: number,
  offset: number,
  count: number,
): Promise<readonly MovementRow[] | undefined> {
  const { hideAmounts } = preferences();
  const current = past();
  const data = current?.data().movements;
  if (data?.kind !== "known" || writtenRevision(data.revision, hideAmounts) !== asked) return undefined;
  const rows = await current?.rows(data.revision, offset, count);
  // Amounts are hidden by now: the page will ask again. Or it shows another account, whose revisions are alike.
  if (preferences().hideAmounts !== hideAmounts || past() !== current) return undefined;
  const words = createWords(preferences());
  return rows?.map((row) => presentMovement(row, words));
}
