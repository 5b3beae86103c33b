import { isRefusal } from "../../billing/vendor/billing-error.ts";
import type { Endpoint } from "../../billing/vendor/endpoint.ts";
import type { CredentialSpec, Subject } from "../../billing/vendor/provider.ts";
import type { Fields } from "../decode/fields.ts";
import { refusalIn } from "../decode/refused.ts";
import { xaiEndpoint } from "./endpoint.ts";

const TEAM_ID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/** What a key is for: any management key may ask, whatever else it may do. */
const validation: Endpoint<readonly Subject[]> = xaiEndpoint({
  path: "/auth/management-keys/validation",
  answer: decodeTeams,
});

export const xaiCredential: CredentialSpec = {
  secret: "management key",
  variables: ["XAI_MANAGEMENT_KEY", "XAI_MANAGEMENT_API_KEY"],
  needs: "Requires the team-token:endpoint:BillingRead permission.",
  subject: {
    name: "team ID",
    pattern: TEAM_ID,
    form: "a UUID, such as 01234567-89ab-cdef-0123-456789abcdef",
    variables: ["XAI_TEAM_ID"],
    discover: (ask) => ask(validation),
  },
  verify: async (ask) => {
    try {
      await ask(validation);
      return "good";
    } catch (error) {
      const refusal = refusalIn(error);
      if (!refusal) throw error;
      return isRefusal(refusal) ? "bad" : "unknown";
    }
  },
};

/** Shape: `{ scope: "SCOPE_TEAM" | "SCOPE_ORGANIZATION" | "SCOPE_UNSPECIFIED", scopeId, teamId?, … }`. */
function decodeTeams({ scope, scopeId, teamId }: Fields): readonly Subject[] {
  const id = scope === "SCOPE_TEAM" ? scopeId : scope === "SCOPE_ORGANIZATION" ? teamId : undefined;
  return typeof id === "string" && TEAM_ID.test(id) ? [{ id, name: null }] : [];
}
