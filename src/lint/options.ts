import { chain } from "./alternatives.ts";
import type { Call } from "./call.ts";
import { memberOf } from "./members.ts";
import type { Alternatives } from "./value.ts";

/** Value of an option by any of its names: a keyword argument, or a key of an options record. */
export function option(call: Call, keys: readonly string[]): Alternatives | undefined {
  const named = call.args.find((arg) => arg.name !== undefined && keys.includes(arg.name));
  if (named) return call.resolver.evaluate(named.value, call.unit, call.picks);
  for (const arg of call.args) {
    if (arg.name !== undefined && arg.spread === undefined) continue;
    const values = call.resolver.evaluate(arg.value, call.unit, call.picks);
    for (const key of keys) {
      const found = chain(values, (value, picks) => {
        if (value.kind !== "record") return [];
        return memberOf(call.resolver, value, key, { node: arg.value, unit: call.unit }, picks).filter(
          (one) => one.value.kind !== "unknown" || one.value.names.length !== 1 || one.value.names[0] !== key,
        );
      });
      if (found.length > 0) return found;
    }
  }
  return undefined;
}
