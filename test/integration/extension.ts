import assert from "node:assert/strict";
import * as vscode from "vscode";
import type { TestApi } from "../../src/extension.ts";

/** The extension under test, activated. */
export async function activate(): Promise<TestApi> {
  const extension = vscode.extensions.getExtension<TestApi | undefined>("aimlapi-balance.aimlapi-balance");
  assert.ok(extension, "the extension is there");
  const api = await extension.activate();
  assert.ok(api, "it gives its test API in a test host");
  return api;
}

/** Changes a setting of the person; `undefined` gives it its default again. */
export async function set(key: string, value: unknown): Promise<void> {
  await vscode.workspace.getConfiguration("aimlapi").update(key, value, vscode.ConfigurationTarget.Global);
}

/** Lets everything happen that is going to happen by itself. */
export async function aMoment(ms = 300): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, ms));
}

/** Waits until `read` gives a value that is `wanted`; fails with the last one after `limit` ms. */
export async function eventually<T>(
  read: () => T | Promise<T>,
  wanted: (value: T) => boolean,
  limit = 120_000,
): Promise<T> {
  const end = Date.now() + limit;
  for (;;) {
    const value = await read();
    if (wanted(value)) return value;
    assert.ok(Date.now() < end, `after ${limit} ms it is still ${JSON.stringify(value)}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
