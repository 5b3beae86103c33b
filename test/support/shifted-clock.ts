// Imported by the processes of an editor under test (`nodeOptions` of server.ts): the wall clock is ahead by the ms
// that the file of AIMLAPI_TEST_CLOCK holds, and so is the machine's uptime, as after a sleep of the machine.
import { readFileSync } from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import os from "node:os";

const file = process.env["AIMLAPI_TEST_CLOCK"];
const real = Date.now.bind(Date);
const READ_EVERY_MS = 20;
let read = 0;
let ahead = 0;

Date.now = () => {
  const now = real();
  if (file && now - read >= READ_EVERY_MS) {
    read = now;
    ahead = Number(readFileSync(file, "utf8"));
  }
  return now + ahead;
};

const uptime = os.uptime.bind(os);
os.uptime = () => uptime() + (Date.now() - real()) / 1000;
syncBuiltinESMExports();
