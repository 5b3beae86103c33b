import Mocha from "mocha";
import { recordCounts } from "./counts.ts";

/** Mocha's usual reporter, which also leaves the counts of the run in a file. */
export default class CountsReporter extends Mocha.reporters.Spec {
  constructor(runner: Mocha.Runner, options: Mocha.MochaOptions) {
    super(runner, options);
    recordCounts(runner);
  }
}
