import type { Movements, NoMovements, PageMovement } from "../history/figures.ts";
import { shownName } from "../text/display-name.ts";
import { exportActions } from "./export-actions.ts";
import type { PagePreferences } from "./page-data.ts";
import type { Choice, Loadable, MovementRow, MovementsView } from "./page-view.ts";
import { shownModel } from "./present-models.ts";
import { kindOf } from "./transaction-kinds.ts";
import type { Words } from "./words.ts";

const TITLE = "Transactions";
/** More choices than a list can offer in earnest. */
const MOST_CHOICES = 300;

export function presentMovements(
  movements: Movements | NoMovements | null | undefined,
  words: Words,
  preferences: PagePreferences,
): Loadable<MovementsView> | null {
  const { filter, hideAmounts } = preferences;
  if (movements === undefined) return { kind: "loading", title: TITLE };
  if (movements === null) return null;
  if (movements.kind === "unknown") return { kind: "empty", title: TITLE, text: movements.why };
  const { revision, total, kinds, models, since, older } = movements;
  if (kinds.length === 0)
    return {
      kind: "empty",
      title: TITLE,
      text: "No transactions yet. Top-ups and usage appear here as they happen.",
    };
  return {
    kind: "ready",
    title: TITLE,
    revision: writtenRevision(revision, hideAmounts),
    hidden: hideAmounts,
    total,
    count: `${words.count(total)} ${total === 1 ? "transaction" : "transactions"}`,
    none: "No transactions match these filters.",
    columns: ["When", "Kind", "Model", "Amount"],
    kinds: {
      label: "Kind",
      options: [
        choice("", "All kinds", filter.kind === null),
        ...kinds.map(({ type, count }) =>
          choice(type, `${kindOf(type).label} (${words.count(count)})`, type === filter.kind),
        ),
      ],
    },
    models: {
      label: "Model",
      options: [
        choice("", "All models", filter.model === null),
        ...models
          .slice(0, MOST_CHOICES)
          .map(({ model, count }) =>
            choice(model, `${shownName(model)} (${words.count(count)})`, model === filter.model),
          ),
      ],
    },
    actions: exportActions(preferences),
    end: {
      text: since === null ? "" : older ? `Since ${words.date(since)}` : `All since ${words.date(since)}`,
      action: older ? { intent: "loadOlder", label: "Load older", kind: "secondary" } : undefined,
    },
  };
}

/** Rows that were given out with their amounts are others than those without. */
export const writtenRevision = (revision: number, hideAmounts: boolean): number =>
  revision * 2 + (hideAmounts ? 1 : 0);

const choice = (value: string, label: string, selected: boolean): Choice => ({ value, label, selected });

/** One row of the list. The sign says the direction; hidden amounts keep it. */
export function presentMovement(movement: PageMovement, words: Words): MovementRow {
  const { label, icon } = kindOf(movement.type);
  const incoming = movement.direction === "topup";
  return {
    when: words.moment(movement.at),
    kind: label,
    icon,
    model: movement.model === null ? "" : shownModel(movement.model),
    amount: incoming ? `+\u2009${words.money(movement.credits)}` : `−\u2009${words.price(movement.credits)}`,
    direction: incoming ? "in" : "out",
  };
}
