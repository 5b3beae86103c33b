import type { Account } from "./account.ts";

/** Something a vendor keeps for as long as an account lives: with another past it begins anew. */
export function perAccount<Kept extends object>(create: () => Kept): (account: Account) => Kept {
  const kept = new WeakMap<Account, Kept>();
  return (account) => {
    const found = kept.get(account) ?? create();
    kept.set(account, found);
    return found;
  };
}
