import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { desktopCommand, endOf } from "../../support/desktop-command.ts";

describe("the command that opens a desktop VS Code", () => {
  const args = ["--user-data-dir", "C:\\Users\\Jane & Joe\\demo (1)", "--wait"];

  it("is one line on Windows, in which every part is quoted", () => {
    assert.deepEqual(desktopCommand("C:\\Program Files\\VS Code\\bin\\code.cmd", args, "win32"), {
      file: '"C:\\Program Files\\VS Code\\bin\\code.cmd" "--user-data-dir" "C:\\Users\\Jane & Joe\\demo (1)" "--wait"',
      args: [],
      shell: true,
    });
  });

  it("goes without a shell elsewhere, whatever its paths hold", () => {
    for (const platform of ["linux", "darwin"] as const)
      assert.deepEqual(desktopCommand("/opt/vs code/code", args, platform), {
        file: "/opt/vs code/code",
        args,
        shell: false,
      });
  });

  it("tells why it failed: not there, or ended badly", async () => {
    const node = (script: string) => spawn(process.execPath, ["-e", script], { stdio: "ignore" });
    assert.match((await endOf(spawn("/nowhere/code", []))) ?? "", /ENOENT/);
    assert.equal(await endOf(node("process.exit(3)")), "it ended with 3");
    assert.equal(await endOf(node("process.kill(process.pid, 'SIGKILL')")), "it ended with SIGKILL");
    assert.equal(await endOf(node("")), undefined);
  });
});
