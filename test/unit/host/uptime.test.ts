import assert from "node:assert/strict";
import { withUptime, type StartOfMachine } from "../../../src/host/uptime.ts";
import { createFakeClock } from "../billing/fake-clock.ts";

describe("the clock that nobody sets", () => {
  const answers: Record<string, string> = {
    "/proc/sys/kernel/random/boot_id": "5d1c7f0a-4a9e-4f7e-9d3b-1f2d3c4b5a69\n",
    "/usr/sbin/sysctl -n kern.bootsessionuuid": "A1B2C3D4-4A9E-4F7E-9D3B-1F2D3C4B5A69\n",
    "reg.exe query BootId": "\r\nHKEY_LOCAL_MACHINE\\SYSTEM\r\n    BootId    REG_DWORD    0x1af\r\n\r\n",
  };
  const machine = (platform: NodeJS.Platform, told = answers): StartOfMachine => {
    const answer = (question: string) => {
      const found = told[question];
      if (found === undefined) throw new Error(`ENOENT: ${question}`);
      return found;
    };
    return {
      platform,
      systemRoot: "C:\\Windows",
      read: answer,
      run: (program, parameters) =>
        program.endsWith("reg.exe")
          ? answer(`reg.exe ${parameters[0]} ${parameters.at(-1)}`)
          : answer([program, ...parameters].join(" ")),
    };
  };
  const runOn = (platform: NodeJS.Platform, told?: Record<string, string>) =>
    withUptime(createFakeClock(), machine(platform, told)).steady?.().run;

  it("names the run of the machine alike in every process, on each system", () => {
    const names = { linux: "5d1c7f0a", darwin: "A1B2C3D4", win32: "0x1af" } as const;
    for (const [platform, name] of Object.entries(names))
      for (const process of [1, 2]) assert.equal(runOn(platform as NodeJS.Platform), name, `${process}`);
  });

  it("is comparable with no other process where the system does not tell", () => {
    for (const platform of ["linux", "darwin", "win32", "freebsd"] as const)
      for (const told of [{}, { "reg.exe query BootId": "ERROR: not found", "/usr/sbin/sysctl": "" }]) {
        const [one, other] = [runOn(platform, told), runOn(platform, told)];
        assert.match(one ?? "", /^[\da-f]{8}$/);
        assert.notEqual(one, other);
      }
  });

  it("asks once", () => {
    let asked = 0;
    const on = machine("linux");
    const counting = { ...on, read: (path: string) => (asked++, on.read(path)) };
    const clock = withUptime(createFakeClock(), counting);
    assert.equal(clock.steady?.().run, clock.steady?.().run);
    assert.equal(asked, 1);
  });

  it("knows this machine", () => {
    const { run, ms } = withUptime(createFakeClock()).steady?.() ?? { run: "", ms: 0 };
    assert.ok(run.length > 0 && ms > 0);
  });
});
