import { installExtension } from "../../support/installed.ts";
import { startSandbox } from "../../support/sandbox.ts";

/** When things were there, in ms since the page was asked for. */
export interface FirstSight {
  /** The first item of anybody's in the status bar. */
  readonly statusBar: number;
  /** The amount, from the value of the last session. */
  readonly amount: number;
  /** What the vendor was asked until then. */
  readonly requests: number;
}

/** Opens a window again and again with a value from before, and notes when the amount is there. */
export async function measureFirstSight(vsix: string, runs: number): Promise<readonly FirstSight[]> {
  const sandbox = await startSandbox("healthy");
  const installed = await installExtension({ settings: { "aimlapi.baseUrl": sandbox.url }, vsix });
  try {
    const window = await installed.open();
    await window.statusBar("balance").waitFor("Set AI/ML API key");
    await window.command("AI/ML API: Set API Key");
    await window.answer(sandbox.apiKey);
    await window.statusBar("balance").waitFor("$123.45");
    await window.page.addInitScript(noteFirstSight);
    const found: FirstSight[] = [];
    for (let run = 0; run < runs; run++) {
      const before = (await sandbox.requests()).length;
      await window.page.reload();
      const times = await window.page.waitForFunction(
        () => {
          const { __seen: seen } = globalThis as unknown as Seen;
          return seen?.amount === undefined ? undefined : seen;
        },
        undefined,
        { timeout: 60_000 },
      );
      const { statusBar = NaN, amount = NaN } = (await times.jsonValue()) ?? {};
      found.push({ statusBar, amount, requests: (await sandbox.requests()).length - before });
    }
    return found;
  } finally {
    await installed.dispose();
    await sandbox.stop();
  }
}

interface Seen {
  __seen?: { statusBar?: number; amount?: number };
}

/** Runs in the page, before anything else there. */
function noteFirstSight(): void {
  const page = globalThis as unknown as Seen & {
    document: { querySelector(selector: string): { readonly textContent: string } | null };
    requestAnimationFrame(callback: () => void): void;
  };
  const seen: NonNullable<Seen["__seen"]> = {};
  page.__seen = seen;
  const look = () => {
    if (page.document.querySelector(".statusbar-item")) seen.statusBar ??= performance.now();
    const item = page.document.querySelector('[id="aimlapi-balance.aimlapi-balance.balance"]');
    if (item?.textContent.includes("$123.45")) seen.amount ??= performance.now();
    else page.requestAnimationFrame(look);
  };
  look();
}
