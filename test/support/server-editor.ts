#!/usr/bin/env node
// Stands where `@vscode/test-electron` expects an editor: takes the flags of a desktop VS Code, and runs the
// tests they name in the lab's VS Code server with a Chromium window.
import { cp, mkdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import { format } from "node:util";
import { createProfile, launchBrowser } from "./browser.ts";
import { exitOnSignals } from "./processes.ts";
import { createScratch } from "./scratch.ts";
import { remoteUri, startServer, workbenchUrl } from "./server.ts";

/** In ms. A window that never reports its end must not hold up the rest for ever. */
const limit = 1_800_000;

exitOnSignals();

const flags = new Map<string, string>();
const places: string[] = [];
for (const argument of process.argv.slice(2)) {
  const [, name, value] = /^--([\w-]+)(?:=(.*))?$/s.exec(argument) ?? [];
  if (name === undefined) places.push(argument);
  else flags.set(name, value ?? "");
}
const flag = (name: string): string => {
  const value = flags.get(name);
  if (!value) throw new Error(`${process.argv[1] ?? ""} needs --${name}=`);
  return value;
};

const scratch = await createScratch();
await mkdir(join(scratch.path, "data"));
await cp(join(flag("user-data-dir"), "User"), join(scratch.path, "data", "User"), { recursive: true });
const server = await startServer({
  dataDir: scratch.path,
  extensionsDir: resolve(flag("extensions-dir")),
  env: process.env,
  restricted: flags.has("restricted"),
});
const browser = await launchBrowser();
const locale = flags.get("locale");
const page = await (await createProfile(browser, locale ? { language: locale } : {})).newPage();
page.setDefaultTimeout(limit);

const ended = new Promise<number>((done, fail) => {
  setTimeout(() => fail(new Error(`The tests did not end in ${limit / 1000} s.`)), limit);
  page.on("crash", () => fail(new Error("The window crashed.")));
  page.on("close", () => fail(new Error("The window closed before the tests ended.")));
  void page.exposeFunction("codeAutomationLog", (_type: string, args: readonly unknown[]) =>
    console.log(format(...args)),
  );
  void page.exposeFunction("codeAutomationExit", (code: number) => done(code));
});
await page.goto(
  workbenchUrl(server, resolve(places[0] ?? scratch.path), {
    extensionDevelopmentPath: remoteUri(server, resolve(flag("extensionDevelopmentPath"))),
    extensionTestsPath: remoteUri(server, resolve(flag("extensionTestsPath"))),
    skipWelcome: "true",
  }),
);
const code = await ended.catch((error: unknown) => {
  console.error(error);
  return 1;
});
await browser.close();
await server.stop();
await scratch.dispose();
process.exit(code);
