import { stepInto } from "../resolve/destructure.ts";
import { masked, slice } from "../values/address.ts";
import { chain } from "../values/alternatives.ts";
import { argument, type Call } from "../values/evaluator-port.ts";
import type { Alternatives, AnswerValue, Value } from "../values/value.ts";

/** Calls whose result is the output itself; others hold it under `stdout`. */
const direct = /^(?:check_output|getoutput|execSync|execFileSync)$/;

/** `subprocess.run(["curl", url])`, `execSync("curl …")`: what the asked address answered. */
export function commandAnswer(call: Call, last: string): Alternatives | undefined {
  const found = call.args
    .filter((arg) => arg.name === undefined || arg.name === "args")
    .slice(0, 8)
    .flatMap((_, index) => [...words(call, argument(call, index))]);
  const asks = found.some(
    ({ value }) =>
      value.kind === "text" && /(?:^|[\s/])(?:curl|wget|https?|xh)(?:\s|$)/.test(masked(value.parts)),
  );
  if (!asks) return undefined;
  for (const { value, picks } of found) {
    const origin = value.kind === "text" ? /(?:https?:\/\/|\0)[^\s"'`<>]*/.exec(masked(value.parts)) : null;
    if (value.kind !== "text" || !origin) continue;
    const parts = slice(value.parts, origin.index, origin.index + origin[0].length);
    if (masked(parts) === "\0") continue;
    const made: AnswerValue = {
      kind: "answer",
      origin: parts,
      stage: direct.test(last) ? "raw" : "response",
      path: [],
      names: [last],
    };
    return [{ value: made, picks }];
  }
  return undefined;
}

function words(call: Call, values: Alternatives | undefined): Alternatives {
  return chain(values ?? [], (value: Value, picks) =>
    value.kind === "list"
      ? stepInto(call.resolver, value, "…", picks).map((one) => ({ value: one.value, picks }))
      : [{ value, picks }],
  );
}
