import type { PageRange } from "../billing/history/time-range.ts";
import type { Intent } from "../billing/page/intent.ts";
import type { ActionName } from "../billing/page/page-data.ts";
import type { MovementRow, PageView, SectionName } from "../billing/page/page-view.ts";

/** From the editor to the page: what changed; the page keeps no truth of its own. */
export type ToPage = ShowMessage | RowsMessage;

/** A section as it is from now on. */
export type ShowMessage<Name extends SectionName = SectionName> = {
  [Each in Name]: {
    readonly type: "show";
    readonly section: Each;
    readonly view: PageView[Each];
  };
}[Name];

/** Rows of the list from `offset` on, under the revision they were asked for. */
export interface RowsMessage {
  readonly type: "rows";
  readonly revision: number;
  readonly offset: number;
  readonly rows: readonly MovementRow[];
}

/** From the page to the editor: it is there, or a person wants something. */
export type FromPage =
  | { readonly type: "ready"; readonly timeZone: string }
  | { readonly type: "intent"; readonly intent: Intent }
  | { readonly type: "range"; readonly range: PageRange }
  /** The vendor's words, as the filters offered them; null lets all pass. */
  | { readonly type: "filter"; readonly kind: string | null; readonly model: string | null }
  /** Another account is to be shown. */
  | { readonly type: "account"; readonly id: string }
  | { readonly type: "cardFilter"; readonly card: string; readonly value: string }
  /** Open what a row of a card links to. */
  | { readonly type: "cardLink"; readonly card: string; readonly key: string }
  /** Begin an action; `key` names the row it stands in. */
  | { readonly type: "act"; readonly action: ActionName; readonly key: string | null }
  | {
      readonly type: "wantRows";
      readonly revision: number;
      readonly offset: number;
      readonly count: number;
    };

/** The most rows of the list in one message. */
export const MOST_ROWS = 500;
