/** What every part hands back that must be let go of; the editor's own disposables have the same shape. */
export interface Disposable {
  dispose(): void;
}
