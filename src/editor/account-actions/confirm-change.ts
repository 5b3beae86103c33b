import { confirm } from "../commands/confirm.ts";
import type { ChangeContext } from "./action-context.ts";

/** Nobody reads a question in less: such an Enter was meant for the box before it. */
const READ_MS = 1_000;

/** Asks before anything is sent; a yes that comes before the question can have been read is asked for anew. */
export async function confirmChange(
  { elapsed }: Pick<ChangeContext, "elapsed">,
  question: string,
  detail: string,
  yes: string,
): Promise<boolean> {
  for (;;) {
    const asked = elapsed();
    if (!(await confirm(question, detail, yes))) return false;
    if (elapsed() - asked >= READ_MS) return true;
  }
}
