/** Programs to measure with: long, plain, and with one deprecated call in the middle. */
export interface Program {
  readonly name: string;
  readonly file: string;
  readonly text: string;
}

const typescriptBlock = (index: number): string => `
export async function step${index}(input: string, count = ${index}): Promise<{ status: string; data: number[] }> {
  const response = await fetch(\`https://example.org/items/\${input}?n=\${count}\`);
  const data = (await response.json()) as { status: string; data: number[] };
  if (data.status !== "ok") throw new Error(data.status);
  return { status: data.status, data: data.data.map((one) => one + ${index}) };
}
`;

const typescriptCall = `
const base = process.env.AIMLAPI_BASE_URL ?? "https://api.aimlapi.com/v1";
export async function left(): Promise<number> {
  const response = await fetch(\`\${base}/billing/balance\`);
  const data = await response.json();
  return data.balance;
}
`;

const pythonBlock = (index: number): string => `
def step_${index}(text, count=${index}):
    response = requests.get(f"https://example.org/items/{text}", params={"n": count})
    data = response.json()
    if data["status"] != "ok":
        raise ValueError(data["status"])
    return [one + ${index} for one in data["data"]]

`;

const pythonCall = `
BASE = os.environ.get("AIMLAPI_BASE_URL", "https://api.aimlapi.com/v1")

def left():
    response = requests.get(f"{BASE}/billing/balance")
    data = response.json()
    return data["balance"]

`;

function around(blocks: readonly string[], call: string): string {
  const half = blocks.length >> 1;
  return [...blocks.slice(0, half), call, ...blocks.slice(half)].join("");
}

const blocksFor = (lines: number, block: (index: number) => string): string[] =>
  Array.from({ length: Math.ceil(lines / (block(0).split("\n").length - 1)) }, (_, index) => block(index));

export function typescriptProgram(lines: number): Program {
  const text = around(blocksFor(lines, typescriptBlock), typescriptCall);
  return { name: "TypeScript, functions", file: "a.ts", text };
}

export function pythonProgram(lines: number): Program {
  const text = `import os\nimport requests\n${around(blocksFor(lines, pythonBlock), pythonCall)}`;
  return { name: "Python, functions", file: "a.py", text };
}

/** All of it in one top-level statement. */
export function classProgram(lines: number): Program {
  const asMethod = (text: string): string =>
    text.replace(/^(?:export )?async function/gm, "async").replace(/^const base/m, "static base");
  const body = around(
    blocksFor(lines, typescriptBlock).map(asMethod),
    asMethod(typescriptCall).replace("${base}", "${Everything.base}"),
  );
  return { name: "TypeScript, one class", file: "a.ts", text: `export class Everything {${body}}\n` };
}
