import { open, readFile, stat } from "node:fs/promises";

/** The size of a regular file. Pipes, devices and sockets are never opened: reading one may wait for ever. */
export async function regularSize(path: string): Promise<number> {
  const found = await stat(path);
  if (!found.isFile()) throw new Error("not a regular file");
  return found.size;
}

export async function readRegular(path: string): Promise<Buffer> {
  await regularSize(path);
  return readFile(path);
}

/** The first bytes of a regular file. */
export async function readStart(path: string, length: number): Promise<Buffer> {
  await regularSize(path);
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}
