type Child = Node | string | false | undefined;

/** Makes an element; text is only ever text. A child that is false or undefined is left out. */
export function element(
  tag: string,
  attributes: Readonly<Record<string, string>>,
  children: readonly Child[] = [],
): HTMLElement {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  for (const child of children) if (child !== false && child !== undefined) made.append(child);
  return made;
}
