/** The files around the analysed one, as the editor or Node sees them. Paths are whatever `analyze` was given. */
export interface FilePort {
  /**
   * Text of the first file that exists among `candidates`, relative to the folder of `from` ("../config.ts").
   * Undefined when none exists or none can be read.
   */
  readonly readFirst: (
    from: string,
    candidates: readonly string[],
  ) => Promise<{ readonly file: string; readonly text: string } | undefined>;
  /**
   * Files that may import `file`, for a path that is only kept there and joined elsewhere. Candidates are enough: the
   * engine looks at their imports. Optional, since it takes a search.
   */
  readonly importers?: (file: string) => Promise<readonly { readonly file: string; readonly text: string }[]>;
}
