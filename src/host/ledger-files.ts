import { decodeDay, decodeIndex, encodeDay, encodeIndex } from "../billing/ledger/encoding.ts";
import { EMPTY_INDEX, type LedgerIndex } from "../billing/ledger/ledger-index.ts";
import type { LedgerStore, LedgerVersion } from "../billing/ledger/store.ts";
import { absent, createGenerations } from "./generations.ts";
import { seal, unseal } from "./sealed-text.ts";
import type { Files } from "./store/file-system.ts";
import { StoreError } from "./store/store-error.ts";

export interface LedgerFilesOptions {
  readonly files: Files;
  /** The account's own folder, made by its cell: nothing is written where there is none. */
  readonly folder: string;
  readonly newId: () => string;
  readonly onDamage: (name: string) => void;
}

const DAY = /^(\d{12})-[0-9a-f]+-\d+\.day$/;

/**
 * A ledger in files: generations of the index, and one file a day that never changes once it is written. An index
 * names the files of its days, so a version is there as a whole or not at all, and a day that grows costs that day.
 */
export function createLedgerFiles({ files, folder, newId, onDamage }: LedgerFilesOptions): LedgerStore {
  const ledger = `${folder}/ledger`;
  const days = `${ledger}/days`;
  const generations = createGenerations<LedgerIndex>({
    files,
    folder: `${ledger}/index`,
    encode: encodeIndex,
    decode: decodeIndex,
    newId,
    onDamage,
  });

  async function commit(
    expected: LedgerVersion,
    index: LedgerIndex,
    changed: Parameters<LedgerStore["commit"]>[2],
  ): Promise<LedgerVersion | undefined> {
    const before = Number(expected.id);
    if (before === 0) {
      // An account whose folder is gone was deleted, which this window may not know yet: it must not come back.
      if ((await files.list(folder).catch(absent)) === undefined) return undefined;
      await files.makeFolder(days);
      await files.makeFolder(`${ledger}/index`);
    }
    const id = newId();
    const nameOf = (day: number) => `${String(before + 1).padStart(12, "0")}-${id}-${day}.day`;
    try {
      for (const [day, movements] of changed) {
        await files.writeNew(`${days}/${nameOf(day)}`, seal(encodeDay(day, movements)));
      }
    } catch (error) {
      // The folder is gone: somebody deleted the account.
      absent(error);
      return undefined;
    }
    const named: LedgerIndex = {
      ...index,
      days: index.days.map((summary) =>
        changed.has(summary.day) ? { ...summary, file: nameOf(summary.day) } : summary,
      ),
    };
    if (!(await generations.write(before, named))) return undefined;
    await prune(before + 1);
    return { id: String(before + 1), index: named };
  }

  /** Removes files that no kept index names, but for those of writers that may still be under way. */
  async function prune(newest: number): Promise<void> {
    const kept = await generations.kept();
    const named = new Set(kept.flatMap(({ value }) => value?.days.map(({ file }) => file) ?? []));
    const names = await files.list(days).catch(() => []);
    const old = names.filter((name) => {
      const made = DAY.exec(name)?.[1];
      return made !== undefined && Number(made) <= newest && !named.has(name);
    });
    await Promise.all(old.map((name) => files.remove(`${days}/${name}`).catch(() => undefined)));
  }

  return {
    commit,
    async read() {
      const { number, value } = await generations.read();
      return { id: number === 0 ? "" : String(number), index: value ?? EMPTY_INDEX };
    },
    async day({ day, file }) {
      const text = DAY.test(file) ? await files.read(`${days}/${file}`).catch(absent) : undefined;
      if (text === undefined) return undefined;
      const body = unseal(text);
      const decoded = body === undefined ? ({ kind: "damaged" } as const) : decodeDay(body);
      if (decoded.kind === "value") return decoded.value;
      if (decoded.kind === "newer") throw new StoreError("written by a newer version of this extension");
      onDamage(`${day}.day`);
      await files.link(`${days}/${file}`, `${days}/damaged-${file}`).catch(() => undefined);
      return undefined;
    },
    clear: () => files.remove(ledger),
  };
}
