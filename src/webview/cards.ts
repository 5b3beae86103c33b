import type {
  CardAction,
  CardRow,
  CardsView,
  CardTable,
  CardView,
  FilterView,
} from "../billing/page/page-view.ts";
import type { FromPage } from "../protocol/detail.ts";
import { actionButton } from "./dom/action-button.ts";
import { element } from "./dom/element.ts";
import { factOf } from "./dom/fact.ts";
import { icon } from "./dom/icon.ts";
import { offer } from "./dom/offer.ts";
import { createSection, type Section } from "./dom/section.ts";

/** What a cell without anything to say says. */
const NOTHING = "—";
/** More rows show when asked for, so that no card towers over the others. */
const BRIEF = 6;

/** What else the vendor tells: a card each, with what a person may do about it. */
export function createCards(send: (message: FromPage) => void): Section<CardsView> {
  let current: CardsView | null = null;
  const whole = new Set<string>();
  const section = createSection<CardsView>(
    "cards",
    ({ cards }) => cards.map((card) => cardOf(card, whole.has(card.id))),
    "div",
  );
  const host = section.element;
  const show = (view: CardsView | null) => {
    current = view;
    section.show(view);
    // A choice made by hand outlives an attribute: it is set as the editor has it.
    for (const { id, filter } of view?.cards ?? []) {
      const select = host.querySelector<HTMLSelectElement>(`#card-${CSS.escape(id)} select`);
      if (select && filter) offer(select, filter);
    }
  };
  host.addEventListener("click", ({ target }) => {
    const pressed = target instanceof Element ? target.closest<HTMLElement>("button") : null;
    const card = cardAt(pressed);
    if (!pressed || card === undefined) return;
    const { action, link, row, more } = pressed.dataset;
    if (link !== undefined) send({ type: "cardLink", card, key: link });
    if (action !== undefined) send({ type: "act", action, key: row ?? null } as FromPage);
    if (more === undefined) return;
    if (!whole.delete(card)) whole.add(card);
    show(current);
  });
  host.addEventListener("change", ({ target }) => {
    const card = cardAt(target);
    if (target instanceof HTMLSelectElement && card !== undefined)
      send({ type: "cardFilter", card, value: target.value });
  });
  return { element: host, show };
}

const cardAt = (target: EventTarget | null) =>
  target instanceof Element ? target.closest<HTMLElement>(".card")?.dataset["key"] : undefined;

/** Parts are known by their keys: one that comes or goes leaves the others, and the focus in them, alone. */
function cardOf(card: CardView, all: boolean): HTMLElement {
  const { id, title, loading, note, facts, table, filter, reveal, actions } = card;
  const heading = `card-${id}-title`;
  return element(
    "section",
    {
      class: "card",
      id: `card-${id}`,
      "data-key": id,
      "aria-labelledby": heading,
      "aria-busy": String(loading),
    },
    [
      element("div", { class: "section-head", "data-key": "head" }, [
        element("h2", { id: heading }, [title]),
        filter && selectOf(filter),
        reveal && actionButton(reveal),
      ]),
      note !== undefined && element("p", { class: "note", "data-key": "note" }, [note]),
      loading && element("p", { class: "empty skeleton", "data-key": "skeleton" }),
      facts.length > 0 &&
        element(
          "dl",
          { class: "card-facts", "data-key": "facts" },
          facts.map((fact) => factOf(fact)),
        ),
      ...(table ? tableParts(table, title, all) : []),
      actions.length > 0 &&
        element(
          "div",
          { class: "card-actions", "data-key": "actions" },
          actions.map((action) => actButton(action, "secondary")),
        ),
    ],
  );
}

function selectOf(filter: FilterView): HTMLElement {
  const select = element("select", { "data-key": "filter" });
  offer(select, filter);
  return select;
}

function tableParts(table: CardTable, title: string, all: boolean): readonly HTMLElement[] {
  const { columns, rows, none } = table;
  if (rows.length === 0) return [element("p", { class: "empty", "data-key": "none" }, [none])];
  const ends = rows.some(({ link, action }) => link ?? action);
  return [
    element("table", { class: "card-table", "data-key": "table" }, [
      element("caption", { class: "spoken" }, [title]),
      element("thead", {}, [
        element("tr", {}, [
          ...columns.map(({ label, kind }) => element("th", { scope: "col", class: kind }, [label])),
          ends && element("td"),
        ]),
      ]),
      element(
        "tbody",
        {},
        rows.slice(0, all ? rows.length : BRIEF).map((row) => rowOf(row, columns, ends)),
      ),
    ]),
    ...(rows.length > BRIEF ? [moreButton(rows.length, all)] : []),
  ];
}

const moreButton = (count: number, all: boolean) =>
  element(
    "button",
    {
      type: "button",
      class: "button link",
      "data-more": "",
      "data-key": "more",
      "aria-expanded": String(all),
    },
    [all ? "Show fewer" : `Show all ${count}`],
  );

function rowOf({ key, cells, link, action }: CardRow, columns: CardTable["columns"], ends: boolean) {
  const main = columns.findLastIndex(({ kind }) => kind === "amount");
  return element("tr", { "data-key": key }, [
    ...cells.map((cell, index) => {
      const { label = "", kind = "text" } = columns[index] ?? {};
      const title = kind === "word" ? cell : undefined;
      if (index === 0) return element("th", { scope: "row", class: kind, title }, [cell]);
      const role = index === main ? " main" : cell === NOTHING ? " nothing" : "";
      return element("td", { class: kind + role, title, "data-label": label }, [cell]);
    }),
    ends &&
      element("td", { class: "ends" }, [
        link && linkButton(link, key),
        action && actButton(action, "link", key),
      ]),
  ]);
}

const linkButton = ({ label, spoken }: NonNullable<CardRow["link"]>, key: string) =>
  element("button", { type: "button", class: "button link", "data-link": key, "aria-label": spoken }, [
    label,
  ]);

const actButton = ({ action, label, spoken, elsewhere }: CardAction, kind: string, row?: string) =>
  element(
    "button",
    {
      type: "button",
      class: `button ${kind}`,
      "data-action": action,
      "data-row": row,
      "data-key": action,
      "aria-label": spoken,
    },
    [elsewhere && icon("link-external"), label],
  );
