import type { NotesView } from "../billing/page/page-view.ts";
import { element } from "./dom/element.ts";
import { createSection, type Section } from "./dom/section.ts";

/** What one should know about the figures. */
export const createNotes = (): Section<NotesView> =>
  createSection("notes", ({ lines }) => lines.map((line) => element("p", {}, [line])), "footer");
