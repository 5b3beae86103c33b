import type { Unit } from "../syntax/source-unit.ts";
import type { Resolver } from "../values/evaluator-port.ts";
import { noPicks, type Alternatives } from "../values/value.ts";
import { memberOf } from "./members.ts";

/** Values of an export; undefined when the file has none of that name. */
export function exportedFrom(resolver: Resolver, unit: Unit, name: string): Alternatives | undefined {
  const variable = unit.lookup(name, unit.root);
  if (variable && name !== "default") {
    const found = variable.bindings.flatMap(({ binding }) => [...resolver.binding(binding, unit, noPicks)]);
    return found.length > 0 ? found : undefined;
  }
  return defaultExport(resolver, unit, name);
}

/** `export default …`, `module.exports = …`, `exports.name = …`, `export { a as name }`. */
function defaultExport(resolver: Resolver, unit: Unit, name: string): Alternatives | undefined {
  for (const { leaf, role } of unit.occurrences(name === "default" ? "exports" : name)) {
    const target = role.kind === "member-assign" ? role : undefined;
    if (
      target?.value &&
      /^(?:module\.)?exports$/.test(name === "default" ? target.node.text : target.object.text)
    ) {
      return resolver.evaluate(target.value, unit, noPicks);
    }
    if (leaf.parent?.type === "export_specifier" && leaf.parent.childForFieldName("alias")?.id === leaf.id) {
      const original = leaf.parent.childForFieldName("name")?.text;
      if (original !== undefined && original !== name) return exportedFrom(resolver, unit, original);
    }
  }
  if (name !== "default") {
    const whole = defaultExport(resolver, unit, "default");
    const record = whole?.find(({ value }) => value.kind === "record");
    return record ? memberOf(resolver, record.value, name, { node: unit.root, unit }, noPicks) : undefined;
  }
  for (const child of unit.statements()) {
    if (child.type !== "export_statement" || !child.children.some((part) => part.type === "default"))
      continue;
    const value = child.childForFieldName("value") ?? child.childForFieldName("declaration");
    if (value) return resolver.evaluate(value, unit, noPicks);
  }
  return undefined;
}
