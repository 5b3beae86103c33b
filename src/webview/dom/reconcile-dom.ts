/**
 * Makes `old` look like `next`, keeping every element that stays, and with it focus, scroll and selection.
 * Children with a `data-key` are known by it, all others by their place.
 */
export function merge(old: Element, next: Element): void {
  for (const { name, value } of next.attributes)
    if (old.getAttribute(name) !== value) old.setAttribute(name, value);
  for (const { name } of [...old.attributes]) if (!next.hasAttribute(name)) old.removeAttribute(name);
  mergeChildren(old, next);
}

export function mergeChildren(old: Element, next: Element): void {
  const fresh = [...next.childNodes];
  const kept = new Set(fresh.map(keyOf));
  for (const child of [...old.children]) if (!kept.has(keyOf(child))) child.remove();
  const keyed = new Map<string, Element>();
  for (const child of old.children) {
    const key = keyOf(child);
    if (key !== undefined) keyed.set(key, child);
  }
  fresh.forEach((node, index) => {
    const present = old.childNodes[index];
    const same = keyed.get(keyOf(node) ?? "");
    if (same && same.tagName === (node as Element).tagName) {
      if (same !== present) old.insertBefore(same, present ?? null);
      merge(same, node as Element);
    } else if (!present || keyOf(node) !== undefined) old.insertBefore(node, present ?? null);
    else adapt(present, node);
  });
  while (old.childNodes.length > fresh.length) old.lastChild?.remove();
}

function adapt(present: ChildNode, node: ChildNode): void {
  const alike =
    present instanceof Element &&
    node instanceof Element &&
    present.tagName === node.tagName &&
    keyOf(present) === undefined;
  if (alike) merge(present, node);
  else if (!(present instanceof Text && node instanceof Text)) present.replaceWith(node);
  else if (present.data !== node.data) present.data = node.data;
}

const keyOf = (node: Node): string | undefined =>
  node instanceof Element ? (node.getAttribute("data-key") ?? undefined) : undefined;
