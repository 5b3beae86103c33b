import * as vscode from "vscode";

/** A made-up file system of a scheme of its own: flat, writable, in memory. */
export function registerMemoryFiles(
  scheme: string,
  texts: Readonly<Record<string, string>>,
): vscode.Disposable {
  const files = new Map<string, Uint8Array<ArrayBuffer>>(
    Object.entries(texts).map(([name, text]) => [`/${name}`, new TextEncoder().encode(text)]),
  );
  const changed = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  const read = (uri: vscode.Uri) => {
    const bytes = files.get(uri.path);
    if (!bytes) throw vscode.FileSystemError.FileNotFound(uri);
    return bytes;
  };
  const provider: vscode.FileSystemProvider = {
    onDidChangeFile: changed.event,
    watch: () => new vscode.Disposable(() => undefined),
    stat: (uri) =>
      uri.path === "/"
        ? { type: vscode.FileType.Directory, ctime: 0, mtime: 0, size: 0 }
        : { type: vscode.FileType.File, ctime: 0, mtime: 0, size: read(uri).length },
    readDirectory: () => [...files.keys()].map((path) => [path.slice(1), vscode.FileType.File]),
    readFile: read,
    writeFile: (uri, bytes) => void files.set(uri.path, Uint8Array.from(bytes)),
    createDirectory: (uri) => {
      throw vscode.FileSystemError.NoPermissions(uri);
    },
    delete: (uri) => void files.delete(uri.path),
    rename: (from, to) => {
      files.set(to.path, read(from));
      files.delete(from.path);
    },
  };
  return vscode.Disposable.from(changed, vscode.workspace.registerFileSystemProvider(scheme, provider));
}
