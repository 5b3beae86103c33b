import type { UsageSource } from "../vendor/provider.ts";
import type { PageData } from "./page-data.ts";

/** What can be written to a file, as it is offered to a person. */
export interface ExportChoice {
  readonly what: "movements" | "usage";
  readonly label: string;
  /** Whose it is and how it is divided. */
  readonly description: string;
}

/** Only what there is: movements that are known, and usage where the vendor tells it to this key. */
export function presentExports(
  { movements, spending }: Pick<PageData, "movements" | "spending">,
  usage: UsageSource | undefined,
): readonly ExportChoice[] {
  const hasMovements = movements?.kind === "known" && movements.kinds.length > 0;
  const hasUsage = usage && (hasMovements || spending?.kind === "known");
  return [
    ...(hasMovements ? [MOVEMENTS] : []),
    ...(hasUsage
      ? [{ what: "usage", label: "Usage", description: `${OF[usage.scope]}, by ${partsOf(usage)}` } as const]
      : []),
  ];
}

const MOVEMENTS: ExportChoice = {
  what: "movements",
  label: "Transactions",
  description: "of the account, with the current filters",
};

const OF: Readonly<Record<UsageSource["scope"], string>> = { key: "of this key", account: "of the account" };

const partsOf = ({ models }: UsageSource) => (models === false ? "day" : "day and model");
