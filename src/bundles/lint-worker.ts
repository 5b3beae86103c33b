// The front door of the engine's thread: gives it the languages and rules there are.
import { parentPort, workerData } from "node:worker_threads";
import { languages, rules } from "../catalog.ts";
import type { EngineData } from "../host/lint/engine-thread.ts";
import { serveEngine } from "../host/lint/serve-engine.ts";

if (parentPort) serveEngine(parentPort, { languages, rules, ...(workerData as EngineData) });
