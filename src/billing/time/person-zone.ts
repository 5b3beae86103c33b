/** The zone that times are told to a person in. */
export interface ToldZone {
  /** An IANA name. */
  readonly name: string;
  /** False where it could not be told: then it is UTC, and must be labelled. */
  readonly known: boolean;
}

/** The time zone of the person, who may sit elsewhere than the machine this runs on. */
export interface PersonZone {
  current(): ToldZone;
  /** Takes note of what the page, which is shown where the person is, reported. */
  learn(name: string): void;
}

export interface PersonZoneOptions {
  /** Whether this runs on the person's machine. */
  readonly isLocal: boolean;
  /** As this machine reports it. */
  readonly host: () => string | undefined;
  /** What was learned in an earlier window. */
  readonly read: () => unknown;
  readonly write: (name: string) => void;
}

export function createPersonZone({ isLocal, host, read, write }: PersonZoneOptions): PersonZone {
  let learned: string | undefined;
  return {
    current() {
      const name = learned ?? (isLocal ? host() : read());
      return typeof name === "string" && isZone(name) ? { name, known: true } : { name: "UTC", known: false };
    },
    learn(name) {
      if (!isZone(name)) return;
      learned = name;
      if (read() !== name) write(name);
    },
  };
}

function isZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
