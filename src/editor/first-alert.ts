import type { Disposable } from "../billing/disposable.ts";
import type { Session } from "../billing/session.ts";

/** Loads what tells alerts when an account first has one: most windows never do. */
export function whenAlerted(
  session: Session,
  load: () => Promise<Disposable>,
  onError: (error: unknown) => void,
): Disposable {
  let loading: Promise<Disposable> | undefined;
  const following = session.onDidChange(() => {
    const isDue = session.accounts().some(({ demo, state }) => !demo && state().alerts?.pending.length);
    if (!isDue || loading) return;
    loading = load();
    loading.catch(onError);
  });
  return {
    dispose() {
      following.dispose();
      void loading?.then((it) => it.dispose()).catch(() => undefined);
    },
  };
}
