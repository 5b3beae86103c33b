import { homedir } from "node:os";
import { posix, win32 } from "node:path";

/** What the system says of the person and their machine. */
export interface Machine {
  readonly platform: NodeJS.Platform;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The person's home folder, as the system knows it. */
  readonly home: string;
}

interface Place {
  readonly variable?: string;
  /** Below the home folder, where the variable is not set. */
  readonly parts: readonly string[];
}

const XDG: Place = { variable: "XDG_STATE_HOME", parts: [".local", "state"] };
const PLACES: Partial<Record<NodeJS.Platform, Place>> = {
  win32: { variable: "LOCALAPPDATA", parts: ["AppData", "Local"] },
  darwin: { parts: ["Library", "Application Support"] },
};

/**
 * Where programs keep what has to last for one person on one machine, whatever editor or profile they use; undefined
 * where the system names no such place. As everywhere, a path that is not absolute counts as not set.
 */
export function stateFolder({ platform, environment, home }: Machine): string | undefined {
  const { isAbsolute, join } = platform === "win32" ? win32 : posix;
  const { variable, parts } = PLACES[platform] ?? XDG;
  const given = variable === undefined ? undefined : environment[variable];
  if (given !== undefined && isAbsolute(given)) return given;
  return isAbsolute(home) ? join(home, ...parts) : undefined;
}

export const thisMachine = (): Machine => ({
  platform: process.platform,
  environment: process.env,
  home: homedir(),
});
