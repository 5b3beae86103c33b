import { methodIn } from "../resolve/classes.ts";
import { inline } from "../resolve/inline-call.ts";
import { only, type Call } from "../values/evaluator-port.ts";
import { unknown, type Alternatives, type Value } from "../values/value.ts";
import { clientCall, openCall } from "./http-clients.ts";

/** What a value gives when it is called. */
export function callValue(call: Call, value: Value): Alternatives {
  switch (value.kind) {
    case "function":
      if (!call.construct) return inline(call, value);
      return callValue(call, { kind: "class", node: value.node, unit: value.unit });
    case "class":
      return [
        {
          value: {
            kind: "instance",
            of: value,
            call: { node: call.node, unit: call.unit, picks: call.picks },
          },
          picks: call.picks,
        },
      ];
    case "client":
      return clientCall(call, value);
    case "unknown":
      return openCall(call, value.names, undefined);
    case "instance": {
      const method = methodIn(value.of, "__call__");
      if (method) return inline(call, { kind: "function", node: method, unit: value.of.unit, self: value });
      return only(call, unknown());
    }
    case "text":
    case "answer":
      return only(call, value);
    case "record":
    case "list":
    case "entries":
    case "items":
    case "zipped":
    case "pair":
    case "module":
      return only(call, unknown());
  }
}
