import { randomBytes } from "node:crypto";
import { createCharger } from "../../../../src/billing/charges/charger.ts";
import { usd } from "../../../../src/billing/money/money.ts";
import { realClock } from "../../../../src/host/real-clock.ts";
import { createChargeFiles } from "../../../../src/host/store/charge-files.ts";
import { diskFiles, type Files } from "../../../../src/host/store/file-system.ts";
import { createChargingVendor } from "../../billing/charges/charge-stage.ts";

// A process that makes a top-up in the book of its first argument, and stands still at the moment that its second
// one names, after saying so. Its clock stands still at the third.
const [folder = "", moment = "", time = ""] = process.argv.slice(2);

const stand = (here: string): Promise<void> => {
  if (here !== moment) return Promise.resolve();
  process.stdout.write(`${here}\n`);
  return new Promise(() => setInterval(() => undefined, 1_000));
};

const vendor = createChargingVendor(() => Number(time));
vendor.onRecords = () => stand("records");
vendor.onRequest = () => stand("request");
const files: Files = {
  ...diskFiles,
  async writeNew(path, text) {
    await stand(vendor.charges.length > 0 ? "answer" : "draft");
    await diskFiles.writeNew(path, text);
  },
  async link(from, to) {
    await diskFiles.link(from, to);
    await stand("link");
  },
};
const newId = () => randomBytes(8).toString("hex");
const charger = createCharger({
  store: createChargeFiles({ files, folder, newId, onDamage: () => undefined }),
  clock: { ...realClock, now: () => Number(time), elapsed: () => 0 },
  newId,
  dailyLimit: () => usd(100),
  reasonOf: String,
  log: () => undefined,
});
const { topUp, ask } = vendor;
await charger.begin({ payer: "xai:0", topUp, ask, amount: usd(25), latest: undefined });
