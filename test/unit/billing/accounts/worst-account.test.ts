import assert from "node:assert/strict";
import type { View } from "../../../../src/billing/accounts/account-view.ts";
import { mostTroubled } from "../../../../src/billing/accounts/worst-account.ts";
import { account, NOW, VIEWS } from "../present/account-views.ts";

const worst = (...views: readonly View[]) => mostTroubled(views, NOW);

describe("the account that needs a person most", () => {
  it("is the gravest, wherever it stands", () => {
    const elsewhere: View = { kind: "no-key", id: "b", name: "B", provider: VIEWS.fine.provider };
    const gravest = [VIEWS.empty, elsewhere, VIEWS.low, VIEWS.unreachable, VIEWS.loading, VIEWS.fine];
    for (const [place, graver] of gravest.entries())
      for (const other of gravest.slice(place + 1)) {
        assert.equal(worst(other, graver), graver);
        assert.equal(worst(graver, other), graver);
      }
    assert.equal(worst(VIEWS.low, VIEWS.refused), VIEWS.refused);
    assert.equal(worst(VIEWS.empty, VIEWS.refused), VIEWS.empty);
    assert.equal(mostTroubled([], NOW), undefined);
  });

  it("is the first of equals, and of them one whose balance may be wrong by now", () => {
    const twin = { ...VIEWS.fine };
    assert.equal(worst(VIEWS.fine, twin), VIEWS.fine);
    assert.equal(worst(VIEWS.fine, VIEWS["old, nothing heard"]), VIEWS["old, nothing heard"]);
    assert.equal(worst(VIEWS.loading, VIEWS["old, nothing heard"]), VIEWS.loading);
  });

  it("is not one that a refill takes care of, but one whose refill did not come", () => {
    const armed = VIEWS["low, refill armed"];
    assert.equal(worst(VIEWS.fine, armed), VIEWS.fine);
    assert.equal(worst(armed, VIEWS.loading), VIEWS.loading);
    const covered = account({ balance: 50, refill: { enabled: true, threshold: 5 } });
    const missing: View = {
      ...covered,
      state: { ...covered.state, alerts: { pending: [], ongoing: ["refill-missing"] } },
    };
    assert.equal(worst(VIEWS.loading, missing), missing);
    assert.equal(worst(VIEWS.empty, missing), VIEWS.empty);
  });
});
