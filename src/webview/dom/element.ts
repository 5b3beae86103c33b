type Child = Node | string | false | undefined;
type Attributes = Readonly<Record<string, string | undefined>>;

/** Makes an element; text is only ever text. A child that is false or undefined is left out, so is such an attribute. */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  children: readonly Child[] = [],
): HTMLElementTagNameMap[Tag] {
  return furnish(document.createElement(tag), attributes, children);
}

/** The same for a drawing: its sizes are attributes, which a strict content policy lets pass where styles are not. */
export function drawing(
  tag: keyof SVGElementTagNameMap,
  attributes: Attributes,
  children: readonly Child[] = [],
): SVGElement {
  return furnish(document.createElementNS("http://www.w3.org/2000/svg", tag), attributes, children);
}

function furnish<T extends Element>(made: T, attributes: Attributes, children: readonly Child[]): T {
  for (const [name, value] of Object.entries(attributes))
    if (value !== undefined) made.setAttribute(name, value);
  for (const child of children) if (child !== false && child !== undefined) made.append(child);
  return made;
}
