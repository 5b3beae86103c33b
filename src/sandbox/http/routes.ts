export interface Found<Route> {
  readonly route: Route;
  /** What stands in the path where the route has a `:name`. */
  readonly params: Readonly<Record<string, string>>;
}

/** Finds a route in a table whose keys read `GET /things/:thing/parts`. */
export function findRoute<Route>(
  table: Readonly<Record<string, Route>>,
  method: string,
  path: string,
): Found<Route> | null {
  for (const [key, route] of Object.entries(table)) {
    const params = paramsOf(key, `${method} ${path}`);
    if (params) return { route, params };
  }
  return null;
}

function paramsOf(key: string, asked: string): Found<unknown>["params"] | null {
  const wanted = key.split("/");
  const given = asked.split("/");
  if (wanted.length !== given.length) return null;
  const params: Record<string, string> = {};
  for (const [place, part] of wanted.entries()) {
    const value = given[place] ?? "";
    if (part.startsWith(":") && value !== "") params[part.slice(1)] = value;
    else if (part !== value) return null;
  }
  return params;
}
