import type { Finding } from "./finding.ts";
import type { Rule } from "./rule.ts";

/** The rule's sentence for a finding. */
export function messageOf(rule: Rule, finding: Finding): string {
  const { subject, successors } = finding.data;
  const template = successors.length > 0 ? rule.message : (rule.messageWithoutSuccessor ?? rule.message);
  return template.replace("{subject}", subject).replace("{successor}", successors.join(" or "));
}
