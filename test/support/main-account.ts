import type { SessionOptions } from "../../src/billing/accounts/account-list.ts";
import { MAIN_ID } from "../../src/billing/accounts/stored-account.ts";
import type { Credential } from "../../src/billing/vendor/api-client.ts";

/** What a session asks for its accounts, where a person set one key and no more; none while it is undefined. */
export function oneAccount(
  credential: () => Credential | undefined,
): Pick<SessionOptions, "storedAccounts" | "providerOf"> {
  return {
    providerOf: () => Promise.resolve(undefined),
    storedAccounts() {
      const found = credential();
      return Promise.resolve(found ? [{ id: MAIN_ID, provider: "aimlapi", place: 1, ...found }] : []);
    },
  };
}
