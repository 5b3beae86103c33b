import type { AccountList, AccountSecrets } from "../../../../src/billing/accounts/known-accounts.ts";

/** How the editor's secret storage may answer. */
export type Mood = "open" | "locked" | "rejects" | "hangs";

/** A secret storage shared by all windows of a person, which can be locked in every way that was seen. */
export function createFakeKeyring(first: Readonly<Record<string, string>> = {}) {
  const secrets = new Map(Object.entries(first));
  const listeners = new Set<(id: string) => void>();
  const never = new Promise<never>(() => undefined);
  const told = (id: string) => {
    for (const listener of listeners) listener(id);
  };
  const keyring = {
    mood: "open" as Mood,
    /** Those that fail while the others are fine, and how. */
    moods: {} as Readonly<Record<string, Mood>>,
    /** Those the editor cannot decrypt: it drops them when they are asked for, and says so first. */
    broken: new Set<string>(),
    secrets,
    /** What another window does. */
    put(id: string, secret: string) {
      secrets.set(id, secret);
      told(id);
    },
    drop(id: string) {
      secrets.delete(id);
      told(id);
    },
  };
  const answer = <T>(mood: Mood, open: () => T, locked: T): Promise<T> =>
    ({
      open: () => Promise.resolve().then(open),
      locked: () => Promise.resolve(locked),
      rejects: () => Promise.reject<T>(new Error("the keyring is locked")),
      hangs: () => never,
    })[mood]();
  const moodOf = (id: string) => (keyring.mood === "open" ? (keyring.moods[id] ?? "open") : keyring.mood);
  const port: AccountSecrets = {
    ids: () => answer(keyring.mood, () => [...secrets.keys()], []),
    get: (id) =>
      answer(
        moodOf(id),
        () => {
          if (keyring.broken.delete(id)) keyring.drop(id);
          return secrets.get(id);
        },
        undefined,
      ),
    store: (id, secret) => answer(moodOf(id), () => keyring.put(id, secret), undefined),
    delete: (id) => answer(moodOf(id), () => keyring.drop(id), undefined),
    onDidChange(listener) {
      listeners.add(listener);
      return { dispose: () => void listeners.delete(listener) };
    },
  };
  return { keyring, port };
}

/** The state of a profile: text, as the editor keeps it. */
export function createFakeList() {
  const state = {
    text: undefined as string | undefined,
    /** Where set, a write ends when it is called from here: the editor says what was written, and forgets later ones. */
    repeats: undefined as (() => void)[] | undefined,
  };
  const pending = new Set<{ text: string }>();
  const list: AccountList = {
    read: () => (state.text === undefined ? undefined : (JSON.parse(state.text) as unknown)),
    write(accounts) {
      state.text = JSON.stringify(accounts);
      const write = { text: state.text };
      const { repeats } = state;
      if (!repeats) return Promise.resolve();
      pending.add(write);
      return new Promise((resolve) =>
        repeats.push(() => {
          state.text = write.text;
          pending.delete(write);
          for (const later of pending) later.text = write.text;
          resolve();
        }),
      );
    },
  };
  return { state, list };
}
