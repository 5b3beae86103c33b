// The front door of the engine's thread: gives it the languages and rules there are.
import { parentPort, workerData } from "node:worker_threads";
import { languages, rules } from "./catalog.ts";
import type { EngineData } from "./host/lint-thread.ts";
import { serveEngine } from "./host/lint-serve.ts";

if (parentPort) serveEngine(parentPort, { languages, rules, ...(workerData as EngineData) });
