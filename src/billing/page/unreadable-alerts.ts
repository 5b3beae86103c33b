import { titleOf, type View } from "../accounts/account-view.ts";
import { reasonFor } from "../present/present-unreadable.ts";
import { shownName } from "../text/display-name.ts";
import type { PageAlert } from "./page-data.ts";

/** The accounts beside the one that is shown whose keys cannot be read. */
export const unreadableAlerts = (all: readonly View[], shown: string | undefined): readonly PageAlert[] =>
  all.flatMap((view) =>
    view.kind === "no-key" && view.unreadable && view.id !== shown
      ? [
          {
            id: `unreadable-${view.id ?? ""}`,
            tone: "warning",
            text: `Can't read the saved key of ${shownName(titleOf(view))}. ${reasonFor(view.unreadable)}`,
            topUp: false,
            manage: true,
          },
        ]
      : [],
  );
