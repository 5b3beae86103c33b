import { format } from "node:util";
import type Mocha from "mocha";
import { recordCounts } from "../support/counts.ts";
import { markLine } from "../support/test-lines.ts";

/**
 * Runs mocha inside the extension host. `load` imports the test files, which find `describe` and `it` in place.
 * Throws when a test failed, which the editor turns into its exit code.
 */
export async function runMocha(load: () => Promise<void>): Promise<void> {
  const { default: MochaRunner } = (await import("mocha")) as unknown as { default: typeof Mocha };
  const base = MochaRunner.reporters.Base as unknown as { consoleLog: (...args: unknown[]) => void };
  base.consoleLog = (...args) =>
    format(...args)
      .split("\n")
      .forEach((line) => console.log(markLine(line)));

  const mocha = new MochaRunner({ ui: "bdd", timeout: 300_000, forbidOnly: true, forbidPending: true });
  mocha.suite.emit("pre-require", globalThis as unknown as Mocha.MochaGlobals, "", mocha);
  await load();
  const failures = await new Promise<number>((resolve) => recordCounts(mocha.run(resolve)));
  if (failures > 0) throw new Error(`${failures} failed`);
}
