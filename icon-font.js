/** The icon font with the outlines of these code points only: all others are blank, and weigh nothing once packed. */
export function withOutlinesOf(codes, font) {
  const bytes = Uint8Array.from(font);
  const view = new DataView(bytes.buffer);
  const tables = new Map(
    Array.from({ length: view.getUint16(4) }, (_, index) => {
      const at = 12 + 16 * index;
      const tag = String.fromCharCode(...bytes.subarray(at, at + 4));
      return [tag, { at, from: view.getUint32(at + 8), size: view.getUint32(at + 12) }];
    }),
  );
  const [head, loca, glyf] = ["head", "loca", "glyf"].map((tag) => tables.get(tag));
  const isLong = view.getUint16(head.from + 50) === 1;
  const offset = (glyph) =>
    isLong ? view.getUint32(loca.from + 4 * glyph) : 2 * view.getUint16(loca.from + 2 * glyph);
  const kept = new Set(codes.map((code) => glyphOf(view, tables.get("cmap").from, code)));
  for (let glyph = 0; glyph < loca.size / (isLong ? 4 : 2) - 1; glyph += 1) {
    const from = glyf.from + offset(glyph);
    const to = glyf.from + offset(glyph + 1);
    if (!kept.has(glyph)) bytes.fill(0, from, to);
    else if (to === from || view.getInt16(from) < 1)
      throw new Error(`Icon ${glyph} has no outline of its own.`);
  }
  view.setUint32(glyf.at + 4, sumOf(view, glyf.from, glyf.size));
  view.setUint32(head.from + 8, 0);
  view.setUint32(head.from + 8, 0xb1b0afba - sumOf(view, 0, bytes.length));
  return bytes;
}

/** By the table of characters of the basic plane, which holds the private ones of icons. */
function glyphOf(view, cmap, code) {
  for (let index = 0; index < view.getUint16(cmap + 2); index += 1) {
    const at = cmap + view.getUint32(cmap + 8 + 8 * index);
    if (view.getUint16(at) !== 4) continue;
    const size = view.getUint16(at + 6);
    for (let segment = 0; segment < size; segment += 2) {
      if (view.getUint16(at + 14 + segment) < code) continue;
      const first = at + 16 + size + segment;
      const [start, delta, range] = [first, first + size, first + 2 * size].map((each) =>
        view.getUint16(each),
      );
      if (start > code) break;
      const glyph = range === 0 ? code : view.getUint16(first + 2 * size + range + 2 * (code - start));
      return (glyph + delta) & 0xffff;
    }
  }
  throw new Error(`No icon has the code ${code.toString(16)}.`);
}

const sumOf = (view, from, size) => {
  let sum = 0;
  for (let at = from; at + 4 <= from + size; at += 4) sum = (sum + view.getUint32(at)) >>> 0;
  return sum;
};
