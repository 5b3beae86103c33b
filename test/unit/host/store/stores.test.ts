import { join } from "node:path";
import { createFileStore } from "../../../../src/host/store/file-store.ts";
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
