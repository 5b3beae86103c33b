import type { Endpoint } from "../../billing/vendor/endpoint.ts";
import type { CredentialSpec, Subject } from "../../billing/vendor/provider.ts";
import { record, wordsOf } from "../decode/fields.ts";
import { unlessRefused } from "../decode/refused.ts";
import { ACCOUNT, cloudflareEndpoint } from "./envelope.ts";

const ACCOUNT_ID = /^[0-9a-f]{32}$/i;

type Verdict = "good" | "bad" | "unknown";

/** Source: https://developers.cloudflare.com/api/resources/accounts/methods/list/. */
const accounts: Endpoint<readonly Subject[]> = cloudflareEndpoint({
  path: "/client/v4/accounts",
  query: { per_page: "50" },
  result: (result) => (Array.isArray(result) ? result : []).flatMap(decodeAccount),
});

/** For tokens of a user. Source: https://developers.cloudflare.com/api/resources/user/subresources/tokens/methods/verify/. */
export const verifyUserToken = verification("/client/v4/user/tokens/verify");

/** For tokens of an account. Source: https://developers.cloudflare.com/api/resources/accounts/subresources/tokens/methods/verify/. */
export const verifyAccountToken = verification(`${ACCOUNT}/tokens/verify`);

export const cloudflareCredential: CredentialSpec = {
  secret: "API token",
  variables: ["CLOUDFLARE_API_TOKEN", "CF_API_TOKEN"],
  needs: "Requires the AI Gateway Read permission, or AI Gateway Write to make changes.",
  subject: {
    name: "account ID",
    pattern: ACCOUNT_ID,
    form: "32 hexadecimal digits",
    variables: ["CLOUDFLARE_ACCOUNT_ID", "CF_ACCOUNT_ID"],
    discover: (ask) => unlessRefused(ask(accounts), []),
  },
  // Each route refuses the tokens of the other, so that one refuses says nothing.
  verify: async (ask) => {
    const verdict = await unlessRefused(ask(verifyUserToken), "unknown");
    return verdict === "unknown" ? unlessRefused(ask(verifyAccountToken), "unknown") : verdict;
  },
};

function verification(path: string): Endpoint<Verdict> {
  return cloudflareEndpoint({ path, result: decodeVerdict });
}

/** Shape: `{ id, status: "active" | "disabled" | "expired" }`. */
function decodeVerdict(result: unknown): Verdict {
  const status = record(result)?.["status"];
  if (status === "active") return "good";
  return status === "disabled" || status === "expired" ? "bad" : "unknown";
}

function decodeAccount(account: unknown): readonly Subject[] {
  const { id, name } = record(account) ?? {};
  return typeof id === "string" && ACCOUNT_ID.test(id) ? [{ id, name: wordsOf(name) }] : [];
}
