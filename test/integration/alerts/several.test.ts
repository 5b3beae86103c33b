import assert from "node:assert/strict";
import * as vscode from "vscode";
import { createSession, type Session } from "../../../src/billing/accounts/account-list.ts";
import { createMemoryStores, type AccountStores } from "../../../src/billing/accounts/account-stores.ts";
import { usd } from "../../../src/billing/money/money.ts";
import type { Client } from "../../../src/billing/vendor/api-client.ts";
import { BillingError } from "../../../src/billing/vendor/billing-error.ts";
import { registerAlerts } from "../../../src/editor/alert-messages.ts";
import { aimlapi } from "../../../src/providers/aimlapi/aimlapi.ts";
import { xai } from "../../../src/providers/xai/xai.ts";
import { createFakeClock } from "../../unit/billing/fake-clock.ts";
import { aMoment } from "../extension.ts";

const ORIGIN = "https://vendor.test";
const TEAM = "8f14e45f-ceea-467f-9575-6b1b2f2d6f0a";

describe("alerts of several accounts", () => {
  const window = vscode.window as unknown as Record<string, unknown>;
  const names = ["showWarningMessage", "showInformationMessage"] as const;
  const real = names.map((name) => window[name]);
  const balances: Record<string, number> = {};
  const refused = new Set<string>();
  let said: string[] = [];
  let offered: string[][] = [];
  let end: () => void;
  let sessions: readonly Session[];
  const clock = createFakeClock();

  beforeEach(async () => {
    for (const name of names)
      window[name] = (text: string, ...buttons: string[]) => {
        said.push(text);
        offered.push(buttons);
        return Promise.resolve(undefined);
      };
    Object.assign(balances, { main: 50, work: 50, team: 50 });
    refused.clear();
    const stores = new Map<string, AccountStores>();
    const windows = [openWindow(stores), openWindow(stores)];
    sessions = windows.map(({ session }) => session);
    end = () => {
      for (const { session, alerts } of windows) {
        alerts.dispose();
        session.dispose();
      }
    };
    for (const session of sessions) await session.reload();
    await read();
    [said, offered] = [[], []];
  });

  afterEach(() => {
    end();
    names.forEach((name, place) => (window[name] = real[place]));
  });

  /** A window of a person who has two accounts of one vendor and one of another. */
  function openWindow(stores: Map<string, AccountStores>) {
    const client: Client = ({ apiKey }) =>
      refused.has(apiKey)
        ? Promise.reject(new BillingError({ kind: "unauthorized", fromVendor: true }))
        : Promise.resolve({ balance: usd(balances[apiKey] ?? 0), refill: {}, missing: [] } as never);
    const fail = (error: unknown) => assert.fail(String(error));
    const session = createSession({
      provider: aimlapi,
      providerOf: (id) => Promise.resolve([aimlapi, xai].find((each) => each.id === id)),
      client,
      clock,
      settings: () => ({ origin: ORIGIN, pollIntervalMs: 300_000, ownThreshold: null, away: false }),
      storedAccounts: () =>
        Promise.resolve([
          { id: "main", provider: "aimlapi", origin: ORIGIN, apiKey: "main", place: 1 },
          { id: "work", provider: "aimlapi", origin: ORIGIN, apiKey: "work", place: 2, name: "Work" },
          { id: "team", provider: "xai", origin: ORIGIN, apiKey: "team", subject: TEAM, place: 3 },
        ]),
      openStores(fingerprint) {
        const known = stores.get(fingerprint) ?? createMemoryStores();
        stores.set(fingerprint, known);
        return known;
      },
      startDemo: () => Promise.reject(new Error("no demo here")),
      onStoreError: fail,
    });
    return { session, alerts: registerAlerts({ session, clock, onStoreError: fail }) };
  }

  /** Time passes, and both windows look and tell. */
  async function read(): Promise<void> {
    clock.jump(31 * 60_000);
    for (const session of sessions) await session.look("manual");
    for (let waits = 0; waits < 4; waits += 1) {
      await aMoment(20);
      await clock.advance(25_000);
    }
  }

  it("are each told once, with the account's name", async () => {
    Object.assign(balances, { main: 4, work: 3, team: 2 });
    await read();
    assert.deepEqual([...said].sort(), [
      "AI/ML API: Balance low: $4.00 left (alert at $5.00)",
      "Work (AI/ML API): Balance low: $3.00 left (alert at $5.00)",
      "xAI: Balance low: $2.00 left (alert at $5.00)",
    ]);
    await read();
    assert.equal(said.length, 3);
  });

  it("are told of the one they are about, and of no other", async () => {
    balances["team"] = 0;
    await read();
    assert.deepEqual(said, ["xAI: Balance empty. Requests may fail until you top up."]);
    balances["work"] = 70;
    await read();
    assert.deepEqual(said.slice(1), ["Work (AI/ML API): Topped up: +$20.00, now $70.00"]);
  });

  it("call a secret what its vendor calls it", async () => {
    refused.add("team");
    for (let reads = 0; reads < 3; reads += 1) await read();
    assert.deepEqual(said, ["xAI no longer accepts the management key."]);
    assert.deepEqual(offered, [["Set Management Key", "Snooze…"]]);
  });
});
