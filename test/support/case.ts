/**
 * A case is a folder of `test/integration`: its `*.test.ts` files run together in one editor window of their own.
 * Its `case.ts`, if there is one, exports `setup: Setup`, which runs beside the editor and says how it opens.
 */
export interface EditorCase {
  /** User settings, on top of calm ones. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Environment of the extension host: how tests learn addresses and keys of the helpers started here. */
  readonly env?: Readonly<Record<string, string>>;
  /** Files of the opened folder: text by relative path. */
  readonly files?: Readonly<Record<string, string>>;
  /** True opens the folder in Restricted Mode. */
  readonly restricted?: boolean;
  /** Display language such as "de"; server lane only (a desktop needs a language pack for it). */
  readonly language?: string;
  /** Ends the helpers. */
  readonly dispose?: () => Promise<void>;
}

export type Setup = () => EditorCase | Promise<EditorCase>;
