/** What would let a person's machine change a test: proxies, certificates, Node and editor switches, real keys. */
const personal = [
  /^(https?|all|no|npm_config)_proxy$/i,
  /^(SSL_CERT|NODE_|npm_|INIT_CWD$|VSCODE_|ELECTRON_)/i,
  /^XDG_STATE_HOME$/,
  /^(AIMLAPI|AIML|CLOUDFLARE|CF|XAI)_(?!TEST_)/,
];

/** The environment of an editor under test: this machine's without its personal parts, then the given values. */
export function editorEnvironment(extra: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) => !personal.some((pattern) => pattern.test(name)),
  );
  return { ...Object.fromEntries(kept), ...extra };
}

/** Has an editor under test keep what lasts beyond its profile, such as the record of top-ups, below `folder`. */
export const stateIn = (folder: string): Readonly<Record<string, string>> => ({
  XDG_STATE_HOME: folder,
  LOCALAPPDATA: folder,
  ...(process.platform === "darwin" && { HOME: folder }),
});
