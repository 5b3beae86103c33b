import type { Decoded } from "../billing/ledger/encoding.ts";
import { seal, unseal } from "./sealed-text.ts";
import { codeOf, type Files } from "./store/file-system.ts";
import { StoreError } from "./store/store-error.ts";

export interface GenerationsOptions<T> {
  readonly files: Files;
  /** Its own folder, within one that is there: an account that was deleted must not come back by a late write. */
  readonly folder: string;
  readonly encode: (value: T) => string;
  readonly decode: (text: string) => Decoded<T>;
  /** A new random name, hexadecimal. */
  readonly newId: () => string;
  /** Called once for each damaged file that was set aside. */
  readonly onDamage: (name: string) => void;
  /** Where nothing may be forgotten: a damaged newest generation is an error, and its name is forced to disk too. */
  readonly strict?: true;
}

/** One generation of a value; 0 where none was ever written, and then without a value. */
export interface Generation<T> {
  readonly number: number;
  readonly value: T | undefined;
}

/**
 * A value that windows share as files, one a generation; the highest is the truth. A generation becomes visible by
 * a hard link to its number, which the file system gives to one writer only, after its content is safe on disk.
 */
export interface Generations<T> {
  read(): Promise<Generation<T>>;
  /** Every generation that is kept and can be read, newest first. */
  kept(): Promise<readonly Generation<T>[]>;
  /** True when `value` is the generation after `expected`; false when another window was first. */
  write(expected: number, value: T): Promise<boolean>;
  clear(): Promise<void>;
}

/** How many generations are kept, for readers that listed the folder a moment ago. */
const KEPT = 3;
const MOST_MISSES = 10;
const RECORD = /^(\d{12})\.json$/;
const DRAFT = /^(\d{12})-[0-9a-f]+\.draft$/;

export function createGenerations<T>(options: GenerationsOptions<T>): Generations<T> {
  const { files, folder, encode, decode, newId, onDamage, strict } = options;
  const pathOf = (name: string) => `${folder}/${name}`;
  const damaged = new Set<string>();

  async function list(): Promise<readonly string[]> {
    try {
      return await files.list(folder);
    } catch (error) {
      if (codeOf(error) !== "ENOENT") throw error;
      return [];
    }
  }

  /** Undefined when it was removed meanwhile; without a value when it is damaged. */
  async function load(number: number): Promise<Generation<T> | undefined> {
    const name = nameOf(number);
    const text = await files.read(pathOf(name)).catch(absent);
    if (text === undefined) return undefined;
    const body = unseal(text);
    const decoded = body === undefined ? ({ kind: "damaged" } as const) : decode(body);
    if (decoded.kind === "newer") throw new StoreError("written by a newer version of this extension");
    if (decoded.kind === "value") return { number, value: decoded.value };
    if (!damaged.has(name)) {
      damaged.add(name);
      onDamage(name);
      await files.link(pathOf(name), pathOf(`damaged-${name}`)).catch(() => undefined);
    }
    return { number, value: undefined };
  }

  async function read(): Promise<Generation<T>> {
    for (let misses = 0; misses < MOST_MISSES; misses += 1) {
      const numbers = numbersIn(await list());
      const newest = numbers[0];
      if (newest === undefined) return { number: 0, value: undefined };
      const found = await newestReadable(numbers);
      if (found) return { number: newest, value: found.value };
    }
    throw new StoreError("the folder lists files that are not there");
  }

  /** Undefined when one was removed meanwhile, which means that newer ones exist. */
  async function newestReadable(
    numbers: readonly number[],
  ): Promise<{ readonly value: T | undefined } | undefined> {
    for (const number of numbers) {
      const found = await load(number);
      if (!found || found.value !== undefined) return found;
      if (strict) throw new StoreError("a file is damaged");
    }
    return { value: undefined };
  }

  async function write(expected: number, value: T): Promise<boolean> {
    const target = expected + 1;
    const draft = pathOf(`${digits(target)}-${newId()}.draft`);
    try {
      await files.writeNew(draft, seal(encode(value)));
      await files.link(draft, pathOf(nameOf(target)));
      if (strict) await files.syncFolder(folder);
    } catch (error) {
      if (codeOf(error) === "EEXIST" || codeOf(error) === "ENOENT") return false;
      throw error;
    } finally {
      await files.remove(draft).catch(() => undefined);
    }
    const names = await list();
    const numbers = numbersIn(names);
    // A writer that slept may have been given a number that was used and cleaned up: its generation is not in force.
    if (numbers[0] !== target) return false;
    // The one before is gone only when all was removed meanwhile: what was removed must not come back.
    if (target > 1 && !numbers.includes(expected)) {
      await files.remove(pathOf(nameOf(target))).catch(() => undefined);
      return false;
    }
    const old = names.filter((name) => {
      const number = RECORD.exec(name)?.[1] ?? DRAFT.exec(name)?.[1];
      return number !== undefined && Number(number) <= target - KEPT;
    });
    await Promise.all(old.map((name) => files.remove(pathOf(name)).catch(() => undefined)));
    return true;
  }

  return {
    read,
    write,
    async kept() {
      const found = await Promise.all(numbersIn(await list()).map(load));
      return found.filter((each) => each?.value !== undefined) as readonly Generation<T>[];
    },
    clear: () => files.remove(folder),
  };
}

const digits = (number: number) => String(number).padStart(12, "0");
const nameOf = (number: number) => `${digits(number)}.json`;

function numbersIn(names: readonly string[]): readonly number[] {
  return names
    .flatMap((name) => RECORD.exec(name)?.[1] ?? [])
    .map(Number)
    .sort((a, b) => b - a);
}

export function absent(error: unknown): undefined {
  if (codeOf(error) !== "ENOENT") throw error;
}
