import type { Loadable, MovementRow, MovementsView } from "../../billing/page/page-view.ts";
import type { FromPage } from "../../protocol/detail.ts";
import { actionButton } from "../dom/action-button.ts";
import { element } from "../dom/element.ts";
import { offer } from "../dom/offer.ts";
import { mergeChildren } from "../dom/reconcile-dom.ts";
import type { Section } from "../dom/section.ts";
import type { Memory } from "../memory.ts";
import { createMovementList } from "./virtual-list.ts";

export interface MovementsSection extends Section<Loadable<MovementsView>> {
  addRows(revision: number, offset: number, rows: readonly MovementRow[]): void;
}

/** Every movement of the account, to be filtered, walked through and exported. */
export function createMovements(send: (message: FromPage) => void, memory: Memory): MovementsSection {
  let current: MovementsView | undefined;
  let restored = false;
  const heading = element("h2", { id: "movements-title" });
  const count = element("p", { class: "note", role: "status" });
  const kinds = element("select");
  const models = element("select");
  const actions = element("div", { class: "list-actions" });
  const filters = element("div", { class: "filters" }, [kinds, models, actions]);
  const list = createMovementList({
    label: "Transactions",
    wantRows: (revision, offset, rows) => send({ type: "wantRows", revision, offset, count: rows }),
    onScroll: (top) => memory.set("listScroll", top),
  });
  const empty = element("p", { class: "empty" });
  const end = element("div", { class: "list-end" });
  const host = element("section", { class: "movements", "aria-labelledby": heading.id, hidden: "" }, [
    element("div", { class: "section-head counted" }, [heading, count]),
    filters,
    list.element,
    empty,
    end,
  ]);
  const choose = () => send({ type: "filter", kind: kinds.value || null, model: models.value || null });
  kinds.addEventListener("change", choose);
  models.addEventListener("change", choose);

  return {
    element: host,
    show(view) {
      host.hidden = view === null;
      if (view === null) return;
      const before = current;
      current = view.kind === "ready" ? view : undefined;
      heading.textContent = view.title;
      host.setAttribute("aria-busy", String(view.kind === "loading"));
      count.textContent = current?.count ?? "";
      filters.hidden = end.hidden = !current;
      list.element.hidden = !current || current.total === 0;
      empty.hidden = !!current && current.total > 0;
      empty.textContent = view.kind === "empty" ? view.text : (current?.none ?? "");
      empty.classList.toggle("skeleton", view.kind === "loading");
      if (!current) return;
      offer(kinds, current.kinds);
      offer(models, current.models);
      mergeChildren(actions, element("div", {}, current.actions.map(actionButton)));
      mergeChildren(
        end,
        element("div", {}, [
          element("span", {}, [current.end.text]),
          current.end.action && actionButton(current.end.action),
        ]),
      );
      const another = !before || chosen(before) !== chosen(current);
      list.show({ ...current, another });
      if (!restored) list.scrollTo(memory.get("listScroll"));
      restored = true;
    },
    addRows: list.addRows,
  };
}

const chosen = ({ kinds, models }: MovementsView) =>
  JSON.stringify([kinds, models].map(({ options }) => options.find(({ selected }) => selected)?.value));
