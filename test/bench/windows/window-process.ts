// One window in a process of its own, started by swarm.ts with its options as JSON; it ends with its parent.
import { openAccountStores } from "../../../src/host/store/account-stores.ts";
import type { Scale } from "./scaled-clock.ts";
import { openWindow } from "./window.ts";

export interface ProcessOptions {
  readonly url: string;
  readonly apiKey: string;
  readonly intervalMs: number;
  /** Stands for the profile's storage folder. */
  readonly folder: string;
}

export type ToWindow = { readonly kind: "go"; readonly scale: Scale } | { readonly kind: "refresh" };

export type FromWindow =
  | { readonly kind: "ready" | "asking" }
  /** A value that this window did not show before. `at`: account time of the question; `seen`: real time; both ms since the epoch. */
  | { readonly kind: "value"; readonly at: number; readonly seen: number; readonly nanos: string }
  | { readonly kind: "warned"; readonly line: string };

const { folder, ...options } = JSON.parse(process.argv[2] ?? "") as ProcessOptions;
const say = (message: FromWindow) => process.send?.(message);
const warn = (line: string) => say({ kind: "warned", line });
let refresh: (() => void) | undefined;

process.once("disconnect", () => process.exit());
process.on("message", (message: ToWindow) => {
  if (message.kind === "go") start(message.scale);
  else refresh?.();
});
say({ kind: "ready" });

function start(scale: Scale): void {
  const session = openWindow({
    ...options,
    scale,
    openStores: (fingerprint) => openAccountStores(folder, fingerprint, warn),
    onAsking: () => say({ kind: "asking" }),
    onStoreError: (error) => warn(String(error)),
  });
  let shown = 0;
  session.onDidChange(() => {
    const view = session.view();
    const reading = view.kind === "account" ? view.state.reading : undefined;
    if (!reading || reading.at === shown) return;
    shown = reading.at;
    say({ kind: "value", at: reading.at, seen: Date.now(), nanos: String(reading.balance.nanos) });
  });
  refresh = () => void session.look("manual");
  void session.reload();
}
