import { join } from "node:path";
import ts from "typescript";

/** Tells whether the compiler turns a file down once it has this text, as `npm test` would. */
export function createCompiler(root: string): (file: string, text: string) => boolean {
  const { config } = ts.readConfigFile(join(root, "tsconfig.json"), ts.sys.readFile) as { config: unknown };
  const { options, fileNames } = ts.parseJsonConfigFileContent(config, ts.sys, root);
  let changed = { path: "", text: "", version: 0 };
  const service = ts.createLanguageService({
    getCompilationSettings: () => options,
    getScriptFileNames: () => fileNames.filter((path) => path.startsWith(join(root, "src"))),
    getScriptVersion: (path) => (path === changed.path ? String(changed.version) : "0"),
    getScriptSnapshot: (path) => {
      const text = path === changed.path ? changed.text : ts.sys.readFile(path);
      return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
    },
    getCurrentDirectory: () => root,
    getDefaultLibFileName: ts.getDefaultLibFilePath,
    fileExists: ts.sys.fileExists,
    readFile: ts.sys.readFile,
    directoryExists: ts.sys.directoryExists,
    getDirectories: ts.sys.getDirectories,
  });
  return (file, text) => {
    changed = { path: join(root, file), text, version: changed.version + 1 };
    return [
      ...service.getSyntacticDiagnostics(changed.path),
      ...service.getSemanticDiagnostics(changed.path),
    ].some(({ category }) => category === ts.DiagnosticCategory.Error);
  };
}
