/** What a person can ask for on the page. */
export type Intent =
  | "refresh"
  | "openBilling"
  | "copyBalance"
  | "hideAmounts"
  | "showAmounts"
  | "revealAccount"
  | "maskAccount"
  | "setKey"
  | "manageAccounts"
  | "startDemo"
  | "leaveDemo"
  | "showLog"
  | "exportCsv"
  | "exportJson"
  | "loadOlder";
