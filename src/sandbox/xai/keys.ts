import type { ApiKey, Customer } from "../world/customer.ts";
import { derived, uuidOf } from "../world/derived-ids.ts";

/** What a management key is and may: the way to find the team it belongs to. */
export function validation({ standing }: Customer, { key }: ApiKey, teamId: string): object {
  const uuid = (purpose: string) => uuidOf(derived(key, purpose));
  const ofOrganization = standing === "organization" || standing === "organization-only";
  const acls = ["team-token:endpoint:BillingRead", "team-token:endpoint:BillingWrite"];
  return {
    apiKeyId: uuid("xai key id"),
    teamId: standing === "organization-only" ? "" : teamId,
    scope: ofOrganization ? "SCOPE_ORGANIZATION" : "SCOPE_TEAM",
    scopeId: ofOrganization ? uuid("xai organization") : teamId,
    ownerUserId: uuid("xai owner"),
    createTime: "2025-11-05T09:12:44.123456Z",
    modifyTime: "2025-11-05T09:12:44.123456Z",
    name: "sandbox",
    acls: standing === "forbidden" ? [] : standing === "read-only" ? acls.slice(0, 1) : acls,
    redactedApiKey: `xai-...${key.slice(-4)}`,
    ipRanges: [],
  };
}
