import { readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import type { TestApi } from "../../../src/extension.ts";
import { firstKeys } from "../../../src/sandbox/accounts.ts";
import type { Vendor } from "../../../src/sandbox/vendors.ts";
import { openAccount, SLOT, type Account } from "../account.ts";
import { activate, eventually, set } from "../extension.ts";

/** The vendors beside the main one. */
export const OTHERS = ["cloudflare", "xai", "openrouter", "deepseek", "vercel"] as const;

/** What a secret says of an account. */
export type Stored = Readonly<Record<string, unknown>>;

/** All vendors at one address, and an editor that knows no account yet. */
export interface Scene extends Account {
  readonly api: TestApi;
  /** Every account that is stored, by its id. */
  stored(): Promise<Readonly<Record<string, Stored>>>;
  /** Puts an account in its slot as another window would, in the place of its order. */
  put(id: string, vendor: Vendor, more?: Stored): Promise<void>;
  /** The texts of the status bar, once they are as wanted. */
  bar(wanted: (texts: readonly string[]) => boolean): Promise<readonly string[]>;
  /** Once all that AI/ML API is asked of an account was asked. */
  allAsked(): Promise<unknown>;
  /** The text of the first item, once it holds this. */
  shows(text: string): Promise<string>;
}

export async function openScene(): Promise<Scene> {
  const api = await activate();
  const { secrets } = api.context;
  for (const slot of await secrets.keys()) await secrets.delete(slot);
  for (const key of ["statusBar.accounts", "hideAmounts"]) await set(key, undefined);
  await eventually(
    () => api.surfaces.status().text,
    (text) => text.includes("Set AI/ML API key"),
  );
  await rm(filesOf({ api }), { recursive: true, force: true });
  const account = await openAccount("healthy");
  await set("baseUrls", Object.fromEntries(OTHERS.map((vendor) => [vendor, account.url])));
  const texts = () => api.surfaces.statuses().map(({ text }) => text);
  const bar = (wanted: (texts: readonly string[]) => boolean) => eventually(texts, wanted);
  let place = 0;
  return {
    ...account,
    api,
    bar,
    allAsked: () => eventually(account.asked, (paths) => paths.includes("/v2/billing/detail")),
    shows: async (text) => (await bar(([first = ""]) => first.includes(text)))[0] ?? "",
    async stored() {
      const slots = (await secrets.keys()).filter((key) => key.startsWith(SLOT));
      const entries = slots.map(async (slot) => {
        const secret = JSON.parse((await secrets.get(slot)) ?? "null") as Stored;
        return [slot.slice(SLOT.length + 1) || "main", secret] as const;
      });
      return Object.fromEntries(await Promise.all(entries));
    },
    async put(id, vendor, more = {}) {
      place += 1;
      const { cloudflare, xai } = account.sandbox.accounts;
      const subject = { cloudflare: cloudflare.accountId, xai: xai.teamId }[vendor as string];
      const apiKey = firstKeys(account.sandbox.accounts)[vendor];
      const whole = { origin: account.url, apiKey, subject, provider: vendor, place, ...more };
      await secrets.store(id === "main" ? SLOT : `${SLOT}.${id}`, JSON.stringify(whole));
    },
  };
}

/** Where all that was read is kept. */
export const filesOf = ({ api }: Pick<Scene, "api">): string =>
  join(api.context.globalStorageUri.fsPath, "accounts");

/** All that stands in the files of a folder. */
export async function textsBelow(folder: string): Promise<string> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const texts = entries
    .filter((entry) => entry.isFile())
    // What is replaced meanwhile is gone.
    .map((entry) => readFile(join(entry.parentPath, entry.name), "utf8").catch(() => ""));
  return (await Promise.all(texts)).join("\n");
}
