import type * as vscode from "vscode";

/** Beside the accounts, and no account itself. */
const OWNER_SECRET = "aimlapi.ownerSecret";

/** The random secret by which this profile marks the owners of accounts; made when it is first needed. */
export async function ownerSecret(secrets: vscode.SecretStorage): Promise<string> {
  const known = await secrets.get(OWNER_SECRET);
  if (known !== undefined) return known;
  await secrets.store(OWNER_SECRET, crypto.randomUUID() + crypto.randomUUID());
  const made = await secrets.get(OWNER_SECRET);
  if (made === undefined) throw new Error("The secret storage keeps nothing.");
  return made;
}

/** One that a locked secret storage keeps tells nothing by itself. */
export const forgetOwnerSecret = (secrets: vscode.SecretStorage): Promise<void> =>
  Promise.resolve(secrets.delete(OWNER_SECRET)).catch(() => undefined);
