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
}
