/** What the page remembers of how the person left it, while it is hidden or the window reloads. No figures, no names. */
export interface Remembered {
  readonly scroll: number;
  readonly listScroll: number;
  /** Charts shown as tables. */
  readonly tables: readonly string[];
  readonly allModels: boolean;
}

export interface Memory {
  get<Key extends keyof Remembered>(key: Key): Remembered[Key];
  set<Key extends keyof Remembered>(key: Key, value: Remembered[Key]): void;
}

const BLANK: Remembered = { scroll: 0, listScroll: 0, tables: [], allModels: false };

export function createMemory(editor: { getState(): unknown; setState(state: unknown): void }): Memory {
  let remembered = { ...BLANK, ...(editor.getState() as Partial<Remembered> | undefined) };
  // A page without state is not restored after a reload.
  editor.setState(remembered);
  return {
    get: (key) => remembered[key],
    set(key, value) {
      remembered = { ...remembered, [key]: value };
      editor.setState(remembered);
    },
  };
}
