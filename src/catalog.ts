import type { Provider } from "./billing/provider.ts";
import { aimlapi } from "./providers/aimlapi.ts";

/** Every vendor whose accounts can be shown, the main one first. */
export const providers = [aimlapi] as const satisfies readonly Provider[];
