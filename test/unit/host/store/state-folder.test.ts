import assert from "node:assert/strict";
import { stateFolder, thisMachine } from "../../../../src/host/store/state-folder.ts";

describe("the folder for what lasts beyond an editor", () => {
  const home = "/home/ann";
  const on = (platform: NodeJS.Platform, environment: Record<string, string> = {}, at = home) =>
    stateFolder({ platform, environment, home: at });

  it("is where each system keeps such things", () => {
    assert.equal(on("linux"), "/home/ann/.local/state");
    assert.equal(on("freebsd"), "/home/ann/.local/state");
    assert.equal(on("darwin", {}, "/Users/ann"), "/Users/ann/Library/Application Support");
    assert.equal(on("win32", {}, "C:\\Users\\ann"), "C:\\Users\\ann\\AppData\\Local");
  });

  it("is where the environment says, on the system that has this variable", () => {
    const environment = { XDG_STATE_HOME: "/state", LOCALAPPDATA: "D:\\Local" };
    assert.equal(on("linux", environment), "/state");
    assert.equal(on("darwin", environment), "/home/ann/Library/Application Support");
    assert.equal(on("win32", environment, "C:\\Users\\ann"), "D:\\Local");
  });

  it("takes no path that depends on where an editor was started", () => {
    for (const bad of ["", "state", "./state", "~/state"]) {
      assert.equal(on("linux", { XDG_STATE_HOME: bad }), "/home/ann/.local/state");
      assert.equal(on("win32", { LOCALAPPDATA: bad }, "C:\\Users\\ann"), "C:\\Users\\ann\\AppData\\Local");
      assert.equal(on("linux", {}, bad), undefined);
    }
  });

  it("is not set by a variable of a similar name", () => {
    assert.equal(
      on("darwin", { "": "/nowhere", xdg_state_home: "/state" }),
      "/home/ann/Library/Application Support",
    );
  });

  it("is known of this machine", () => {
    assert.equal(thisMachine().platform, process.platform);
    assert.ok(stateFolder(thisMachine()));
  });
});
