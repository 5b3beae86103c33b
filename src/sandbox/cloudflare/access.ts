import { Refused } from "../http/query.ts";
import { pageOf } from "./page.ts";
import type { Question, Route, Said } from "./route.ts";

/** What a token is, and which accounts it sees: https://developers.cloudflare.com/api/resources/accounts */
export const accessRoutes: Readonly<Record<string, Route>> = {
  "GET /user/tokens/verify": { needs: "token", answer: (question) => verify(question, "key-1") },
  "GET /accounts/:account/tokens/verify": { needs: "token", answer: (question) => verify(question, "key-2") },
  "GET /accounts": {
    needs: "token",
    answer: ({ customer, own, query }) => {
      const blind = customer.standing === "forbidden" || customer.standing === "inference";
      const accounts = [
        { id: own.accountId, name: "Sandbox" },
        { id: own.otherAccountId, name: "Sandbox, not billed" },
      ].map((each) => ({ ...each, type: "standard", created_on: "2025-03-04T05:06:07.000000Z" }));
      return pageOf(blind ? [] : accounts, query);
    },
  },
};

/** The first key is a user's token, the second one the account owns: each is verified in its place only. */
function verify({ key }: Question, wanted: string): Said {
  if (key.id !== wanted) throw new Refused({ status: 401, message: "Invalid API Token", code: 1000 });
  return { result: { id: key.key.slice(0, 8).repeat(4), status: "active" } };
}
