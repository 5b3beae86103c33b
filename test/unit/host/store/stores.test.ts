import { join } from "node:path";
import { MessageChannel, type MessagePort } from "node:worker_threads";
import type { Store } from "../../../../src/billing/store/store.ts";
import { createFileStore } from "../../../../src/host/store/file-store.ts";
import { createRemoteStore, serveStore, type Line } from "../../../../src/host/store/remote-store.ts";
import { createScratch } from "../../../support/scratch.ts";
import { describeStore } from "../../billing/store/contract/describe-store.ts";
import { openSqliteWorld } from "./sqlite-world.ts";

describeStore(
  "the store in today's files",
  async (clock) => {
    const scratch = await createScratch();
    return {
      clock,
      window: () => createFileStore(join(scratch.path, "storage"), clock, () => undefined),
      dispose: () => scratch.dispose(),
    };
  },
  [
    "never has a version again that somebody may still hold",
    "never grants more requests than an hour has, wherever the clock is set",
    "keeps a lease for its time when the clock is set",
    "stay when the clock is set ahead, and go on when it is set back",
    "go on when the clock was set while nothing changed",
    "share what was answered about usage",
  ],
);

describeStore("the store in SQLite", openSqliteWorld);

describeStore("the store in SQLite behind a thread", async (clock) => {
  const world = await openSqliteWorld(clock);
  const stores: Store[] = [];
  return {
    clock,
    window() {
      const { port1, port2 } = new MessageChannel();
      const lineOf = (port: MessagePort): Line => ({
        post: (message) => port.postMessage(message),
        listen: (listener) => port.on("message", listener),
      });
      serveStore(world.window(), lineOf(port1));
      const store = createRemoteStore(lineOf(port2));
      stores.push({ ...store, dispose: () => port2.close() });
      return store;
    },
    async dispose() {
      for (const store of stores) store.dispose();
      await world.dispose();
    },
  };
});
