/** Every command of the extension: its id, and the words of a link to it. */
export const COMMANDS = {
  refresh: { id: "aimlapi.refresh", link: "Refresh" },
  showDetails: { id: "aimlapi.showDetails", link: "Details" },
  setKey: { id: "aimlapi.setKey", link: "Set API key" },
  clearKey: { id: "aimlapi.clearKey", link: "Remove API key" },
  copyBalance: { id: "aimlapi.copyBalance", link: "Copy balance" },
  openBilling: { id: "aimlapi.openBilling", link: "Top up" },
  hideAmounts: { id: "aimlapi.hideAmounts", link: "Hide amounts" },
  showAmounts: { id: "aimlapi.showAmounts", link: "Show amounts" },
  addAccount: { id: "aimlapi.addAccount", link: "Add account" },
  manageAccounts: { id: "aimlapi.manageAccounts", link: "Manage accounts" },
  chooseAccount: { id: "aimlapi.chooseAccount", link: "Choose account" },
  accountActions: { id: "aimlapi.accountActions", link: "Account actions" },
  showLog: { id: "aimlapi.showLog", link: "Show log" },
  startDemo: { id: "aimlapi.startDemo", link: "Try a demo account" },
  leaveDemo: { id: "aimlapi.leaveDemo", link: "Leave the demo" },
  explainRule: { id: "aimlapi.explainRule", link: "Show deprecation help" },
  deleteData: { id: "aimlapi.deleteData", link: "Delete all local data" },
} as const satisfies Readonly<Record<string, { id: `aimlapi.${string}`; link: string }>>;

export type CommandName = keyof typeof COMMANDS;
