import assert from "node:assert/strict";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { root } from "../../../support/run.ts";

// By its address: what it is typed with, a browser's document, is not known to the tests.
const { merge } = (await import(
  pathToFileURL(join(root, "src", "webview", "dom", "reconcile-dom.ts")).href
)) as {
  merge: (old: unknown, next: unknown) => void;
};

/** As much of a document as merging needs. */
class FakeNode {
  parent: FakeElement | undefined;
  remove() {
    if (this.parent) this.parent.childNodes = this.parent.childNodes.filter((each) => each !== this);
    this.parent = undefined;
  }
  replaceWith(node: FakeNode) {
    this.parent?.insertBefore(node, this);
    this.remove();
  }
}

class FakeText extends FakeNode {
  data: string;
  constructor(data: string) {
    super();
    this.data = data;
  }
}

class FakeElement extends FakeNode {
  readonly tagName: string;
  readonly values = new Map<string, string>();
  childNodes: FakeNode[] = [];
  constructor(tagName: string) {
    super();
    this.tagName = tagName;
  }
  get attributes() {
    return [...this.values].map(([name, value]) => ({ name, value }));
  }
  get children() {
    return this.childNodes.filter((each) => each instanceof FakeElement);
  }
  get lastChild() {
    return this.childNodes.at(-1);
  }
  getAttribute = (name: string) => this.values.get(name) ?? null;
  hasAttribute = (name: string) => this.values.has(name);
  setAttribute = (name: string, value: string) => void this.values.set(name, value);
  removeAttribute = (name: string) => void this.values.delete(name);
  insertBefore(node: FakeNode, before: FakeNode | null) {
    node.remove();
    const at = before ? this.childNodes.indexOf(before) : this.childNodes.length;
    this.childNodes.splice(at, 0, node);
    node.parent = this;
  }
}

type Child = string | FakeElement;

function make(tag: string, attributes: Readonly<Record<string, string>> = {}, ...children: readonly Child[]) {
  const made = new FakeElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  for (const child of children)
    made.insertBefore(typeof child === "string" ? new FakeText(child) : child, null);
  return made;
}

const written = (node: FakeNode): string =>
  node instanceof FakeElement
    ? `<${node.tagName}${node.attributes.map(({ name, value }) => ` ${name}=${value}`).join("")}>${node.childNodes.map(written).join("")}</>`
    : node instanceof FakeText
      ? node.data
      : "";

const row = (key: string, text: string, tag = "li") => make(tag, { "data-key": key }, text);

describe("a section of the page that is shown anew", () => {
  const globals = globalThis as unknown as Record<string, unknown>;
  before(() => Object.assign(globals, { Element: FakeElement, Text: FakeText }));
  after(() => {
    for (const name of ["Element", "Text"]) Reflect.deleteProperty(globals, name);
  });
  const becomes = (old: FakeElement, next: FakeElement) => {
    const wanted = written(next);
    merge(old, next);
    assert.equal(written(old), wanted);
  };

  it("keeps its elements, and with them focus and scroll", () => {
    const button = make("button", { class: "a", title: "old" }, "Refresh");
    const text = button.childNodes[0];
    const old = make("div", {}, make("p", {}, "one"), button);
    const next = make("div", {}, make("p", {}, "two"), make("button", { class: "b" }, "Refresh now"));
    becomes(old, next);
    assert.equal(old.childNodes[1], button);
    assert.equal(button.childNodes[0], text);
    assert.equal(button.hasAttribute("title"), false);
  });

  it("knows what has a key by it, wherever it moves", () => {
    const [a, b, c] = [row("a", "1"), row("b", "2"), row("c", "3")];
    const old = make("ul", {}, a, b, c);
    becomes(old, make("ul", {}, row("c", "3"), row("x", "9"), row("a", "1 more")));
    assert.deepEqual([old.childNodes[0], old.childNodes[2]], [c, a]);
    assert.ok(!old.childNodes.includes(b));
  });

  it("puts another kind of element in the place of one with the same key", () => {
    const old = make("div", {}, row("a", "1"));
    const [before] = old.childNodes;
    becomes(old, make("div", {}, row("a", "1", "p")));
    assert.notEqual(old.childNodes[0], before);
  });

  it("becomes what it is to be, from anything to anything", () => {
    const shapes = (): readonly FakeElement[] => [
      make("div"),
      make("div", {}, "text"),
      make("div", {}, row("a", "1"), "text", row("b", "2")),
      make("div", {}, row("b", "2"), row("a", "1")),
      make("div", {}, make("p", {}, "p"), row("a", "0"), make("p")),
      make("div", { id: "x" }, "a", make("span", {}, row("b", "deep")), "b"),
    ];
    for (let from = 0; from < 6; from += 1)
      for (let to = 0; to < 6; to += 1) {
        const [old, next] = [shapes()[from], shapes()[to]];
        if (old && next) becomes(old, next);
      }
  });
});
