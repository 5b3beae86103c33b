/** One folder of `src`, or a file that stands alone. */
export interface Floor {
  /** What it is for, as CONTRIBUTING has it. */
  readonly about: string;
  /** Floors it may import. */
  readonly floors?: readonly string[];
  /** Floors it may import types of. */
  readonly types?: readonly string[];
  /** What npm or the editor brings. */
  readonly packages?: readonly string[];
  readonly node?: true;
  /** Its rooms, ground first: a room imports only rooms before it, types included. */
  readonly rooms?: Readonly<Record<string, string>>;
  /** Rooms that stand beside the order, and all they may import. */
  readonly beside?: Readonly<Record<string, readonly string[]>>;
  /** Every file is in a room. */
  readonly onlyRooms?: true;
}

/** Who may import whom. The walls test holds it, and the tables of CONTRIBUTING are made from it. */
export const house: Readonly<Record<string, Floor>> = {
  billing: {
    about: "money, accounts and what a person reads about them",
    onlyRooms: true,
    rooms: {
      lifecycle: "disposables and events",
      time: "clock, calendar days, time zones",
      money: "exact amounts, credits, how they are written",
      text: "plain text from vendors, masking",
      forecast: "the runway: spend model and simulation",
      vendor: "the contract of a provider, the API client, errors",
      state: "what all windows share of an account, the request budget",
      alerts: "what is worth telling, and when",
      polling: "who asks next, and when",
      ledger: "transactions, usage and observed balances: merged, summed, paged",
      store: "the port of what windows share by account, and its store in memory",
      history: "figures of the past that the page and alerts are made from",
      accounts: "the accounts that are kept, and one that is watched",
      charges: "the book that keeps anybody from being charged twice",
      present: "balances, failures and health in words",
      page: "the billing page in words and series",
    },
  },
  lint: {
    about: "the engine of the diagnostics, see [docs/engine.md](docs/engine.md)",
    packages: ["web-tree-sitter"],
    rooms: {
      contract: "facts, rules, findings",
      syntax: "parsing, languages, searches in the tree",
      values: "values and addresses an expression may have",
      resolve: "names, classes, exports, members",
      models: "what known functions and clients do",
      evaluate: "from an expression to its values",
      detect: "from needles to facts",
      judge: "from facts to findings and fixes",
    },
    beside: { judge: ["contract", "syntax", "values"] },
  },
  providers: {
    about: "the vendors, each declared",
    floors: ["billing"],
    rooms: {
      decode: "pieces that decoders share",
      aimlapi: "AI/ML API",
      cloudflare: "Cloudflare AI Gateway",
      xai: "xAI",
    },
    beside: { aimlapi: ["decode"], cloudflare: ["decode"], xai: ["decode"] },
  },
  languages: { about: "one file a language or format, a folder a family", floors: ["lint"] },
  rules: { about: "one file a deprecation, as data", floors: ["lint"] },
  catalog: {
    about: "the lists of what there is",
    floors: ["providers", "languages", "rules"],
    types: ["billing", "lint"],
  },
  protocol: { about: "the messages between editor, page and engine", types: ["billing", "lint"] },
  webview: {
    about: "the billing page in the DOM: shows a view, sends intents",
    floors: ["protocol"],
    types: ["billing"],
    packages: ["uplot"],
  },
  host: {
    about: "the transport, the store shared by all windows, the engine's thread",
    floors: ["billing", "lint"],
    types: ["protocol"],
    packages: ["node-fetch"],
    node: true,
  },
  sandbox: { about: "the vendors' twins on 127.0.0.1", types: ["providers"], node: true },
  cli: {
    about: "the engine without an editor",
    floors: ["catalog", "billing", "lint", "host"],
    packages: ["ignore"],
    node: true,
  },
  editor: {
    about: "all that the editor shows and asks",
    floors: ["billing", "lint", "protocol"],
    packages: ["vscode"],
  },
  bundles: {
    about: "the front doors of bundles that are loaded when needed",
    floors: ["catalog", "editor", "host"],
    packages: ["vscode"],
    node: true,
  },
  extension: {
    about: "everything it wires, and no logic",
    floors: ["billing", "editor", "host", "providers", "sandbox", "bundles"],
    packages: ["vscode"],
  },
};

export interface Place {
  readonly floor: string;
  /** Undefined for a file that stands at the top of its floor. */
  readonly room: string | undefined;
}

/** `src/billing/money/money.ts` is on the floor "billing" in the room "money"; `src/extension.ts` on its own. */
export function placeOf(file: string): Place {
  const [, floor = "", room, ...rest] = file.split("/");
  const rooms = house[floor]?.rooms;
  if (room === undefined) return { floor: floor.replace(/\.ts$/, ""), room: undefined };
  return { floor, room: rest.length > 0 && rooms ? room : undefined };
}

/** Whether a file has a floor, and a room where its floor asks for one. */
export function isPlaced(file: string): boolean {
  const { floor, room } = placeOf(file);
  const { rooms = {}, onlyRooms = false } = house[floor] ?? {};
  return floor in house && (room === undefined ? !onlyRooms : room in rooms);
}

/** The rooms that a room may import; undefined for one that its floor does not have. */
export function roomsBefore(floor: string, room: string): readonly string[] | undefined {
  const { rooms = {}, beside = {} } = house[floor] ?? {};
  const order = Object.keys(rooms);
  if (!order.includes(room)) return undefined;
  return beside[room] ?? order.slice(0, order.indexOf(room)).filter((other) => !(other in beside));
}
