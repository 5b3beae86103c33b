import * as vscode from "vscode";
import type { Clock } from "../../billing/clock.ts";
import type { Disposable } from "../../billing/disposable.ts";
import { formatTime, localeOf } from "../../billing/format.ts";
import type { Intent } from "../../billing/page/intent.ts";
import type { PageAlert, PagePreferences } from "../../billing/page/page-data.ts";
import type { PageView } from "../../billing/page/page-view.ts";
import { presentMovement, writtenRevision } from "../../billing/page/present-movements.ts";
import type { AccountPast } from "../../billing/past/account-past.ts";
import { presentFailure } from "../../billing/present-failure.ts";
import { presentPage } from "../../billing/page/present-page.ts";
import { createWords } from "../../billing/page/words.ts";
import type { Provider } from "../../billing/provider.ts";
import type { Session } from "../../billing/session.ts";
import { canonicalTimeZone } from "../../billing/time-zone.ts";
import { readSettings } from "../settings.ts";
import { createPageChoices } from "./choices.ts";
import { exportPast } from "./export.ts";
import { createDetailPanel, type Wish } from "./panel.ts";
import { createCurrentPast } from "./past-of-account.ts";

/** The wishes that are commands. */
export type PageAction = Exclude<
  Intent,
  "revealAccount" | "maskAccount" | "exportCsv" | "exportJson" | "loadOlder"
>;

export interface BillingPageOptions {
  readonly session: Session;
  readonly provider: Provider;
  readonly clock: Clock;
  readonly extensionUri: vscode.Uri;
  readonly onAction: (action: PageAction) => void;
  readonly onStoreError: (error: unknown) => void;
}

/** The billing page of a window and the past it shows: loaded when a person first opens it, or alerts need the ledger. */
export interface BillingPage extends Disposable {
  open(): void;
  adopt(restored: vscode.WebviewPanel): void;
  /** To be called when the account, its state or the settings changed. */
  update(): void;
  /** Reads the ledger's news, whether the page is open or not. */
  listen(): Promise<void>;
  view(): PageView;
}

export function createBillingPage(options: BillingPageOptions): BillingPage {
  const { session, provider, clock, extensionUri, onStoreError } = options;
  const locale = localeOf(vscode.env.language);
  const choices = createPageChoices();
  const past = createCurrentPast({
    account: session.account,
    clock,
    onChange: () => panel.update(),
    onStoreError,
  });
  let timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  /** What the past was last worked out for: the account's reading and the person's choice. */
  let shown = "";
  let showing = session.account();
  const panel = createDetailPanel({
    extensionUri,
    view,
    onWish: take,
    onReady(reported) {
      timeZone = reported;
      choose();
    },
    onSeen() {
      void session.look("page");
      choose();
      look("timer");
    },
  });

  const preferences = (): PagePreferences => ({
    locale,
    timeZone: canonicalTimeZone(timeZone).name,
    hideAmounts: readSettings().hideAmounts,
    ...choices.current(),
  });

  function view(): PageView {
    const data = { view: session.view(), alerts: alerts(), ...past.get()?.data() };
    return presentPage(data, clock.now(), preferences());
  }

  /** What stays wrong until it is mended stands on the page, told or not. */
  function alerts(): readonly PageAlert[] {
    const ongoing = session.account()?.state().alerts?.ongoing ?? [];
    if (!ongoing.includes("refill-missing")) return [];
    const text =
      "Auto top-up is on and its threshold is reached, but it has not fired. Check the payment method.";
    return [{ id: "refill-missing", tone: "warning", text, topUp: true }];
  }

  function choose(): void {
    const { range, filter } = choices.current();
    void past.get()?.choose({ range, filter, timeZone });
  }

  function look(trigger: "timer" | "asked"): void {
    past.get()?.look(trigger).catch(onStoreError);
  }

  function take(wish: Wish): void {
    if (wish.type === "wantRows") {
      sendRows(wish.revision, wish.offset, wish.count).catch(onStoreError);
    } else if (choices.take(wish)) {
      panel.update();
      choose();
    } else if (wish.type === "intent") act(wish.intent);
  }

  function act(intent: Intent): void {
    const current = past.get();
    switch (intent) {
      case "exportCsv":
      case "exportJson":
        if (current) {
          const format = intent === "exportCsv" ? "csv" : "json";
          exportPast({ past: current, format, vendor: provider.name, locale }).catch(onStoreError);
        }
        return;
      case "loadOlder":
        if (current) loadOlder(current).catch(onStoreError);
        return;
      case "revealAccount":
      case "maskAccount":
        return;
      case "refresh":
        look("asked");
        options.onAction(intent);
        return;
      case "openBilling":
      case "copyBalance":
      case "hideAmounts":
      case "showAmounts":
      case "setKey":
      case "startDemo":
      case "leaveDemo":
      case "showLog":
        options.onAction(intent);
    }
  }

  /** The list itself shows what was read; a person learns why it did not grow. */
  async function loadOlder(current: AccountPast): Promise<void> {
    const outcome = await current.older();
    if (outcome.kind === "failed") {
      void vscode.window.showWarningMessage(presentFailure(outcome.failure, provider.name, locale));
    } else if (outcome.kind === "waiting" && outcome.because === "budget") {
      const time = formatTime(outcome.until, clock.now(), locale);
      void vscode.window.showInformationMessage(
        `This hour's reads of the ledger are used up. Older movements can be loaded at ${time}.`,
      );
    }
  }

  async function sendRows(asked: number, offset: number, count: number): Promise<void> {
    const { hideAmounts } = preferences();
    const data = past.get()?.data().movements;
    if (data?.kind !== "known" || writtenRevision(data.revision, hideAmounts) !== asked) return;
    const rows = await past.get()?.rows(data.revision, offset, count);
    // Hidden while they were read: the page will ask again.
    if (!rows || preferences().hideAmounts !== hideAmounts) return;
    const words = createWords(preferences());
    const written = rows.map((row) => presentMovement(row, words));
    panel.sendRows({ type: "rows", revision: asked, offset, rows: written });
  }

  function update(): void {
    const account = session.account();
    if (account !== showing) choices.reset();
    showing = account;
    // The past of an account that is gone ends with it, whether the page is open or not.
    past.get();
    const now = `${account?.state().reading?.at ?? ""} ${account?.demo === true}`;
    if (panel.visible() && now !== shown) {
      shown = now;
      choose();
      look("timer");
    }
    panel.update();
  }

  return {
    open: panel.open,
    adopt: panel.adopt,
    update,
    async listen() {
      choose();
      await past.get()?.listen();
    },
    view,
    dispose() {
      past.dispose();
      panel.dispose();
    },
  };
}
