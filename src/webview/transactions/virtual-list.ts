import type { MovementRow } from "../../billing/page/page-view.ts";
import { element } from "../dom/element.ts";
import { icon } from "../dom/icon.ts";
import { CHUNK, createRowCache } from "./row-cache.ts";

export interface MovementListOptions {
  readonly label: string;
  readonly wantRows: (revision: number, offset: number, count: number) => void;
  readonly onScroll: (top: number) => void;
}

export interface MovementList {
  readonly element: HTMLElement;
  /** `another`: not the same list grown, but one of other movements. */
  show(list: {
    revision: number;
    hidden: boolean;
    total: number;
    columns: readonly string[];
    another: boolean;
  }): void;
  addRows(revision: number, offset: number, rows: readonly MovementRow[]): void;
  scrollTo(top: number): void;
}

/** Rows above and below what is seen, so that a short scroll shows no gap. */
const SPARE = 8;

/** A list of any length of which only the rows in sight exist. A grid to a screen reader, walked with the arrow keys. */
export function createMovementList(options: MovementListOptions): MovementList {
  const cache = createRowCache();
  const head = element("div", { class: "row head-row", role: "row", "aria-rowindex": "1" });
  const body = element("div", { class: "rows", role: "rowgroup" });
  const scroller = element(
    "div",
    { class: "list", role: "grid", tabindex: "0", "aria-label": options.label, "aria-readonly": "true" },
    [element("div", { class: "list-head", role: "rowgroup" }, [head]), body],
  );
  const pool: HTMLElement[] = [];
  let revision = -1;
  let hidden = false;
  let total = 0;
  let active = -1;
  /** The first place that has an element. */
  let drawn = 0;
  let planned = false;

  function plan(): void {
    if (planned) return;
    planned = true;
    requestAnimationFrame(() => {
      planned = false;
      draw();
    });
  }

  /** In px; the style sheet has it, for it depends on the width. */
  function rowHeight(): number {
    const size = Number.parseFloat(getComputedStyle(scroller).getPropertyValue("--row-height"));
    return Number.isFinite(size) && size > 0 ? size : 32;
  }

  function draw(): void {
    const height = rowHeight();
    body.style.height = `${total * height}px`;
    const first = Math.max(0, Math.floor(scroller.scrollTop / height) - SPARE);
    const last = Math.min(
      total - 1,
      Math.ceil((scroller.scrollTop + scroller.clientHeight) / height) + SPARE,
    );
    const shown = Math.max(0, last - first + 1);
    while (pool.length < shown) {
      const row = createRow();
      pool.push(row);
      body.append(row);
    }
    while (pool.length > shown) pool.pop()?.remove();
    if (shown === 0) return;
    // A place in the list keeps its element while it is in sight, and the elements stand in the order of their places.
    const rows = Array.from({ length: shown }, (_, index) => pool[(first + index) % shown]);
    putInOrder(rows, first < drawn);
    drawn = first;
    rows.forEach((row, index) => row && fill(row, first + index, height));
    for (const offset of cache.missing(first, last)) options.wantRows(revision, offset, CHUNK);
    if (active >= first && active <= last) setAttribute(scroller, "aria-activedescendant", rowId(active));
    else scroller.removeAttribute("aria-activedescendant");
  }

  /** A list that has scrolled a little differs at one end only: begun there, hardly an element moves. */
  function putInOrder(rows: readonly (HTMLElement | undefined)[], upwards: boolean): void {
    const places = [...rows.keys()];
    for (const index of upwards ? places : places.toReversed()) {
      const row = rows[index];
      if (row && body.children[index] !== row)
        body.insertBefore(row, upwards ? (body.children[index] ?? null) : (rows[index + 1] ?? null));
    }
  }

  function fill(row: HTMLElement, index: number, height: number): void {
    const data = cache.get(index);
    const place = `translateY(${index * height}px)`;
    if (row.style.transform !== place) row.style.transform = place;
    row.id = rowId(index);
    setAttribute(row, "aria-rowindex", String(index + 2));
    setAttribute(row, "class", rowClass(data, index === active));
    const [when, kind, model, amount] = row.children;
    setText(when, data?.when ?? " ");
    setText(kind?.lastElementChild, data?.kind ?? " ");
    setAttribute(kind?.firstElementChild, "class", `codicon codicon-${data?.icon ?? "blank"}`);
    setText(model?.firstElementChild, data?.model ?? " ");
    setAttribute(model, "title", data?.model ?? "");
    setText(amount, data?.amount ?? " ");
  }

  scroller.addEventListener(
    "scroll",
    () => {
      plan();
      options.onScroll(scroller.scrollTop);
    },
    { passive: true },
  );
  scroller.addEventListener("keydown", (event) => {
    const page = Math.max(1, Math.floor((scroller.clientHeight - head.offsetHeight) / rowHeight()) - 1);
    const next = stepTo(event.key, active, page, total - 1);
    if (next === undefined || total === 0) return;
    event.preventDefault();
    active = next;
    reveal(next);
    draw();
  });
  scroller.addEventListener("pointerdown", ({ target }) => {
    const row = target instanceof Element ? target.closest<HTMLElement>(".rows .row") : null;
    if (!row) return;
    active = Number(row.getAttribute("aria-rowindex")) - 2;
    plan();
  });
  new ResizeObserver(plan).observe(scroller);

  function reveal(index: number): void {
    const height = rowHeight();
    const top = index * height;
    const room = scroller.clientHeight - head.offsetHeight;
    if (top < scroller.scrollTop) scroller.scrollTop = top;
    else if (top + height > scroller.scrollTop + room) scroller.scrollTop = top + height - room;
  }

  return {
    element: scroller,
    show(list) {
      const grown = list.total - total;
      const keeps = !list.another && total > 0;
      if (head.childElementCount === 0) head.append(...list.columns.map(headCell));
      if (list.revision !== revision || list.another)
        cache.renew(list.revision, keeps && list.hidden === hidden ? Math.max(0, grown) : null);
      ({ revision, hidden } = list);
      total = list.total;
      scroller.setAttribute("aria-rowcount", String(total + 1));
      if (!keeps) {
        active = -1;
        scroller.scrollTop = 0;
      } else if (grown > 0) {
        // New movements come at the top: what the person reads stays where it is.
        if (active >= 0) active += grown;
        body.style.height = `${total * rowHeight()}px`;
        if (scroller.scrollTop > 0) scroller.scrollTop += grown * rowHeight();
      }
      draw();
    },
    addRows(of, offset, rows) {
      if (cache.put(of, offset, rows)) plan();
    },
    scrollTo(top) {
      scroller.scrollTop = top;
      plan();
    },
  };
}

const rowId = (index: number) => `movement-${index}`;

const rowClass = (data: MovementRow | undefined, active: boolean) =>
  ["row", data ? data.direction : "pending", data?.model === "" && "unnamed", active && "active"]
    .filter(Boolean)
    .join(" ");

function createRow(): HTMLElement {
  const cell = (name: string, children: readonly (Node | string)[] = []) =>
    element("div", { class: name, role: "gridcell" }, children);
  return element("div", { class: "row", role: "row" }, [
    cell("when"),
    cell("kind", [icon("blank"), element("span")]),
    cell("model", [element("span", { class: "name" })]),
    cell("amount"),
  ]);
}

const headCell = (text: string, index: number) =>
  element("div", { class: ["when", "kind", "model", "amount"][index], role: "columnheader" }, [text]);

function setText(target: Element | null | undefined, text: string): void {
  if (target && target.textContent !== text) target.textContent = text;
}

function setAttribute(target: Element | null | undefined, name: string, value: string): void {
  if (target && target.getAttribute(name) !== value) target.setAttribute(name, value);
}

function stepTo(key: string, from: number, page: number, last: number): number | undefined {
  const to = (index: number) => Math.min(last, Math.max(0, index));
  switch (key) {
    case "ArrowDown":
      return to(from + 1);
    case "ArrowUp":
      return to(from - 1);
    case "PageDown":
      return to(Math.max(0, from) + page);
    case "PageUp":
      return to(from - page);
    case "Home":
      return 0;
    case "End":
      return last;
    default:
      return undefined;
  }
}
