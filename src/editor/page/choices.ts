import type { PagePreferences } from "../../billing/page/page-data.ts";
import type { Wish } from "./panel.ts";

type Choices = Pick<PagePreferences, "range" | "filter" | "revealAccount">;

/** What the person chose on the page: it lives as long as the window. */
export interface PageChoices {
  readonly current: () => Choices;
  /** For another account: what was revealed or filtered was of the one before. */
  readonly reset: () => void;
  /** False for a wish that is not a choice. */
  readonly take: (wish: Wish) => boolean;
}

export function createPageChoices(): PageChoices {
  let current: Choices = { range: "30d", filter: { kind: null, model: null }, revealAccount: false };
  const change = (changed: Partial<Choices>) => {
    current = { ...current, ...changed };
    return true;
  };
  return {
    current: () => current,
    reset: () => void change({ filter: { kind: null, model: null }, revealAccount: false }),
    take(wish) {
      switch (wish.type) {
        case "range":
          return change({ range: wish.range });
        case "filter":
          return change({ filter: { kind: wish.kind, model: wish.model } });
        case "intent":
          if (wish.intent === "revealAccount") return change({ revealAccount: true });
          if (wish.intent === "maskAccount") return change({ revealAccount: false });
          return false;
        case "wantRows":
        case "account":
        case "cardFilter":
        case "cardLink":
        case "act":
          return false;
      }
    },
  };
}
