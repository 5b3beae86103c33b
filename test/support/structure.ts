/** Writes what CONTRIBUTING shows of the structure: tables from `house.ts`, and a picture of the imports. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { format } from "prettier";
import { house, placeOf, type Floor } from "./house.ts";
import { importsOf, sources, type Import } from "./imports.ts";
import { root } from "./run.ts";

export const pictureFile = "media/readme/structure.svg";

/** CONTRIBUTING with its tables made anew; columns are lined up by prettier. */
export function withTables(markdown: string): string {
  const tables = {
    floors: [
      "| folder | what it is | may import |",
      "| --- | --- | --- |",
      ...Object.entries(house).map(floorRow),
    ],
    billing: roomRows("billing"),
    lint: roomRows("lint"),
  };
  return Object.entries(tables).reduce(
    (text, [name, rows]) =>
      text.replace(
        new RegExp(`(<!-- ${name}: made by npm run structure -->\n)[^]*?(\n<!-- ${name} end -->)`),
        (_, begin: string, end: string) => `${begin}\n${rows.join("\n")}\n${end}`,
      ),
    markdown,
  );
}

function floorRow([name, floor]: [string, Floor]): string {
  const isFile = name === "catalog" || name === "extension";
  const { floors = [], types = [], packages = [], node = false } = floor;
  const may = [
    ...floors.map((it) => `\`${it}\``),
    ...types.map((it) => `types of \`${it}\``),
    ...packages.map((it) => `\`${it}\``),
    ...(node ? ["Node.js"] : []),
  ];
  return `| \`src/${name}${isFile ? ".ts" : ""}\` | ${floor.about} | ${may.join(", ") || "nothing"} |`;
}

function roomRows(floor: string): readonly string[] {
  const { rooms = {}, beside = {} } = house[floor] ?? {};
  const rows = Object.entries(rooms).map(([room, about]) => {
    const only = beside[room]?.map((it) => `\`${it}\``).join(", ");
    return `| \`${floor}/${room}\` | ${about}${only ? `; imports only ${only}` : ""} |`;
  });
  return ["| room | what it is |", "| --- | --- |", ...rows];
}

/** Three graphs from left (ground) to right: the floors, and the rooms of the two large ones. */
export function pictureOf(imports: readonly Import[]): string {
  const between = (name: (file: string) => string | undefined) => {
    const edges = new Map<string, Set<string>>();
    const of = (box: string) => {
      const next = edges.get(box) ?? new Set<string>();
      edges.set(box, next);
      return next;
    };
    for (const { from, to } of imports) {
      const [importer, imported] = [name(from), to.startsWith("src/") ? name(to) : undefined];
      if (importer === undefined) continue;
      of(importer);
      if (imported === undefined || imported === importer) continue;
      of(imported);
      of(importer).add(imported);
    }
    return edges;
  };
  const roomsOf = (floor: string) => (file: string) => {
    const place = placeOf(file);
    return place.floor === floor ? (place.room ?? floor) : undefined;
  };
  const parts = [
    draw(
      "src",
      between((file) => placeOf(file).floor),
    ),
    draw("src/billing", between(roomsOf("billing"))),
    draw("src/lint", between(roomsOf("lint"))),
  ];
  const width = Math.max(...parts.map((part) => part.width));
  let top = 0;
  const groups = parts.map(({ svg, height }) => {
    const group = `<g transform="translate(0 ${top})">\n${svg}\n</g>`;
    top += height;
    return group;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${top}" font-family="sans-serif" font-size="13">
<title>Who imports whom: what stands left of a box is imported by it, itself or through others</title>
<style>
rect { fill: #f6f8fa; stroke: #8c959f; } text { fill: #1f2328; } path { fill: none; stroke: #8c959f; } .head { font-weight: bold; }
@media (prefers-color-scheme: dark) { rect { fill: #21262d; stroke: #6e7681; } text { fill: #e6edf3; } path { stroke: #6e7681; } }
</style>
${groups.join("\n")}
</svg>
`;
}

const BOX = { width: 104, height: 26 };
const STEP = { x: 150, y: 40 };
const MARGIN = { x: 16, top: 40 };

type Graph = ReadonlyMap<string, ReadonlySet<string>>;

/** A graph without circles, each box as far left as what it imports lets it be; ways that others imply are left out. */
function draw(title: string, graph: Graph): { svg: string; width: number; height: number } {
  const column = columnsOf(graph);
  const columns: string[][] = [];
  for (const [name, at] of [...column].sort(([a], [b]) => (a < b ? -1 : 1))) (columns[at] ??= []).push(name);
  const row = new Map<string, number>();
  for (const names of columns) {
    const wish = (name: string) => {
      const rows = [...(graph.get(name) ?? [])].map((it) => row.get(it) ?? 0);
      return rows.length > 0 ? rows.reduce((sum, it) => sum + it, 0) / rows.length : 0;
    };
    const wishes = new Map(names.map((name) => [name, wish(name)]));
    names.sort((a, b) => (wishes.get(a) ?? 0) - (wishes.get(b) ?? 0));
    names.forEach((name, index) => row.set(name, index));
  }
  const x = (name: string) => MARGIN.x + (column.get(name) ?? 0) * STEP.x;
  const y = (name: string) => MARGIN.top + (row.get(name) ?? 0) * STEP.y;
  const lines = [...graph].flatMap(([from, all]) =>
    directOf(graph, all).map((to) => {
      const [x1, y1, x2, y2] = [x(to) + BOX.width, y(to) + BOX.height / 2, x(from), y(from) + BOX.height / 2];
      // A long way runs between two rows, so that it does not pass behind a box.
      const gap = y1 + STEP.y / 2;
      const far = x2 - x1 > STEP.x;
      const bend = (x: number, y: number) => `C${x - 15} ${gap} ${x - 15} ${y} ${x} ${y}`;
      return far
        ? `<path d="M${x1} ${y1} C${x1 + 15} ${y1} ${x1 + 15} ${gap} ${x1 + 30} ${gap} H${x2 - 30} ${bend(x2, y2)}"/>`
        : `<path d="M${x1} ${y1} C${x1 + 30} ${y1} ${x2 - 30} ${y2} ${x2} ${y2}"/>`;
    }),
  );
  const boxes = [...row.keys()].map(
    (name) =>
      `<rect x="${x(name)}" y="${y(name)}" width="${BOX.width}" height="${BOX.height}" rx="5"/>` +
      `<text x="${x(name) + BOX.width / 2}" y="${y(name) + 17}" text-anchor="middle">${name}</text>`,
  );
  const tallest = Math.max(...columns.map((names) => names.length));
  return {
    svg: [`<text class="head" x="${MARGIN.x}" y="24">${title}</text>`, ...lines.sort(), ...boxes].join("\n"),
    width: columns.length * STEP.x - STEP.x + BOX.width + 2 * MARGIN.x,
    height: MARGIN.top + tallest * STEP.y,
  };
}

function columnsOf(graph: Graph): ReadonlyMap<string, number> {
  const columns = new Map<string, number>();
  const at = (name: string): number => {
    const known = columns.get(name);
    if (known !== undefined) return known;
    const column = Math.max(-1, ...[...(graph.get(name) ?? [])].map(at)) + 1;
    columns.set(name, column);
    return column;
  };
  for (const name of graph.keys()) at(name);
  return columns;
}

/** Those of `all` that none of the others leads to. */
function directOf(graph: Graph, all: ReadonlySet<string>): readonly string[] {
  const leadsTo = (from: string, to: string): boolean =>
    [...(graph.get(from) ?? [])].some((next) => next === to || leadsTo(next, to));
  return [...all].filter((to) => ![...all].some((other) => other !== to && leadsTo(other, to)));
}

if (process.argv[1] === import.meta.filename) {
  const file = join(root, "CONTRIBUTING.md");
  const markdown = await format(withTables(readFileSync(file, "utf8")), {
    parser: "markdown",
    printWidth: 110,
  });
  writeFileSync(file, markdown);
  writeFileSync(join(root, pictureFile), pictureOf(sources().flatMap(importsOf)));
}
