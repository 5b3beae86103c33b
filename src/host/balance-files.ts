import type { BalanceLog } from "../billing/ledger/observed-balance-log.ts";
import {
  decodeBalances,
  encodeBalances,
  withBalance,
  type BalanceHistory,
} from "../billing/ledger/observed-balances.ts";
import { absent, createGenerations } from "./generations.ts";
import type { LedgerFilesOptions } from "./ledger-files.ts";

/** How often a write is tried anew when other windows are first. */
const MOST_TRIES = 5;

/** The balances seen of an account, in its folder; an account without one was deleted, or never read. */
export function createBalanceFiles({ files, folder, newId, onDamage }: LedgerFilesOptions): BalanceLog {
  const own = `${folder}/balances`;
  const generations = createGenerations<BalanceHistory>({
    files,
    folder: own,
    encode: encodeBalances,
    decode: decodeBalances,
    newId,
    onDamage,
  });
  return {
    read: async () => (await generations.read()).value ?? [],
    async note(reading) {
      for (let tries = 0; tries < MOST_TRIES; tries += 1) {
        const { number, value = [] } = await generations.read();
        const next = withBalance(value, reading);
        if (next === value) return;
        if (number === 0) {
          if ((await files.list(folder).catch(absent)) === undefined) return;
          await files.makeFolder(own);
        }
        if (await generations.write(number, next)) return;
      }
    },
    clear: generations.clear,
  };
}
