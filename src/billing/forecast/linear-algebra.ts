/** Rows of numbers; a triangle holds zeros above its diagonal. */
export type Matrix = readonly (readonly number[])[];

/** The lower triangle L with L·Lᵀ = `matrix`, which must be symmetric and positive definite. */
export function cholesky(matrix: Matrix): Matrix {
  const triangle: number[][] = [];
  for (const [i, source] of matrix.entries()) {
    const row = source.map(() => 0);
    triangle.push(row);
    for (let j = 0; j <= i; j++) {
      const other = triangle[j] ?? [];
      const value = (source[j] ?? 0) - dot(row, other, j);
      row[j] = i === j ? Math.sqrt(value) : value / (other[j] ?? 1);
    }
  }
  return triangle;
}

/** x with L·x = `right`. */
export function solveLower(triangle: Matrix, right: readonly number[]): number[] {
  const x: number[] = [];
  for (const [i, row] of triangle.entries()) x.push(((right[i] ?? 0) - dot(row, x, i)) / (row[i] ?? 1));
  return x;
}

/** x with Lᵀ·x = `right`. */
export function solveUpper(triangle: Matrix, right: readonly number[]): number[] {
  const x = [...right];
  for (const [i, row] of [...triangle.entries()].reverse()) {
    const value = (x[i] ?? 0) / (row[i] ?? 1);
    x[i] = value;
    for (const [k, each] of row.slice(0, i).entries()) x[k] = (x[k] ?? 0) - each * value;
  }
  return x;
}

/** The product of the first `length` of both. */
function dot(a: readonly number[], b: readonly number[], length: number): number {
  let sum = 0;
  for (let k = 0; k < length; k++) sum += (a[k] ?? 0) * (b[k] ?? 0);
  return sum;
}
