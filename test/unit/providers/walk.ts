import assert from "node:assert/strict";
import { usd } from "../../../src/billing/money/money.ts";
import type { AccountActions } from "../../../src/billing/vendor/account-actions.ts";
import { failureIn } from "../../../src/billing/vendor/billing-error.ts";
import type { Ask } from "../../../src/billing/vendor/endpoint.ts";
import type { Provider } from "../../../src/billing/vendor/provider.ts";
import type { Place } from "./published.ts";

/**
 * Goes to every place of a provider once, in which each asks what it can: reports under every filter, actions to the
 * end. What the vendor refuses is no failure here.
 */
export async function walk(provider: Provider, now: number, askIn: (place: Place) => Ask): Promise<void> {
  const go = async (place: Place, visit: (ask: Ask) => Promise<unknown>) => {
    try {
      await visit(askIn(place));
    } catch (error) {
      if (!failureIn(error)) throw error;
    }
  };
  const { credential, balance, fallback, detail, ledger, usage, reports = [], actions } = provider;
  const { verify, subject } = credential;
  if (verify) await go("verify", verify);
  if (subject) await go("discover", subject.discover);
  await go("balance", (ask) => ask(balance));
  if (fallback) await go("fallback", (ask) => ask(fallback));
  if (detail) await go("detail", (ask) => ask(detail));
  if (ledger) await go("ledger", (ask) => ask(ledger({})));
  for (const span of [usage?.days, usage?.hours]) {
    if (span) await go("usage", (ask) => ask(span({ from: now - 86_400_000, to: now, timeZone: "UTC" })));
  }
  for (const { id, filters = [{ value: undefined }], read } of reports)
    for (const { value } of filters) await go(`report:${id}`, (ask) => read(ask, { filter: value, now }));
  for (const name of Object.keys(actions ?? {}) as (keyof AccountActions)[])
    await go(`action:${name}`, (ask) => act(name, actions ?? {}, ask));
}

async function act(name: keyof AccountActions, actions: AccountActions, ask: Ask): Promise<unknown> {
  const of = <Name extends keyof AccountActions>(wanted: Name) => actions[wanted] ?? assert.fail(wanted);
  switch (name) {
    case "topUp": {
      const { terms, payments, request, status } = of("topUp");
      await terms(ask);
      await payments(ask);
      const { paymentId } = await ask(request(usd(25)));
      return status && ask(status(paymentId ?? assert.fail()));
    }
    case "setLimit":
      await of("setLimit").current(ask);
      return ask(of("setLimit").request(usd(25)));
    case "setDefaultPaymentMethod": {
      const { methods, request } = of("setDefaultPaymentMethod");
      const [method] = await methods(ask);
      return ask(request(method?.id ?? assert.fail()));
    }
    case "setBillingInformation": {
      const { current, request } = of("setBillingInformation");
      return ask(request(await current(ask)));
    }
    case "setRefill":
      return ask(of("setRefill").request(usd(50), usd(5)));
    case "removeLimit":
    case "removeRefill":
      return ask(of(name).request());
  }
}
