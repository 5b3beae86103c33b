import { Position, Range, Uri } from "./values.ts";

/** A document of the stand-in for the editor, and how a person edits it. */
export class FakeDocument {
  readonly uri: Uri;
  languageId: string;
  version = 1;
  isClosed = false;
  private text: string;
  constructor(address: string, text: string, languageId = "python") {
    this.uri = Uri.parse(address);
    this.text = text;
    this.languageId = languageId;
  }
  getText(): string {
    return this.text;
  }
  get lineCount(): number {
    return this.text.split("\n").length;
  }
  lineAt(line: number) {
    return { text: this.text.split("\n")[line] ?? "" };
  }
  positionAt(offset: number): Position {
    const lines = this.text.slice(0, offset).split("\n");
    return new Position(lines.length - 1, lines.at(-1)?.length ?? 0);
  }
  offsetAt({ line, character }: Position): number {
    const lines = this.text.split("\n");
    if (line >= lines.length) return this.text.length;
    return lines.slice(0, line).reduce((sum, each) => sum + each.length + 1, 0) + character;
  }
  /** Replaces a stretch, and gives the event that tells of it. */
  edit(start: number, end: number, text: string) {
    const range = new Range(this.positionAt(start), this.positionAt(end));
    this.text = this.text.slice(0, start) + text + this.text.slice(end);
    this.version += 1;
    return {
      document: this,
      contentChanges: [{ range, rangeOffset: start, rangeLength: end - start, text }],
    };
  }
}

/** A notebook with the documents of its cells. */
export interface FakeNotebook {
  readonly uri: Uri;
  isClosed: boolean;
  cells: { readonly kind: number; readonly document: FakeDocument }[];
  getCells(): FakeNotebook["cells"];
}

export function createFakeNotebook(address: string, cells: FakeNotebook["cells"]): FakeNotebook {
  const notebook: FakeNotebook = {
    uri: Uri.parse(address),
    isClosed: false,
    cells,
    getCells: () => notebook.cells,
  };
  return notebook;
}
