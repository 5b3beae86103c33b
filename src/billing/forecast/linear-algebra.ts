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
      let value = source[j] ?? 0;
      for (let k = 0; k < j; k++) value -= (row[k] ?? 0) * (other[k] ?? 0);
      row[j] = i === j ? Math.sqrt(value) : value / (other[j] ?? 1);
    }
  }
  return triangle;
}

/** x with L·x = `right`. */
export function solveLower(triangle: Matrix, right: readonly number[]): number[] {
  const x: number[] = [];
  for (const [i, row] of triangle.entries()) {
    let value = right[i] ?? 0;
    for (let k = 0; k < i; k++) value -= (row[k] ?? 0) * (x[k] ?? 0);
    x.push(value / (row[i] ?? 1));
  }
  return x;
}

/** x with Lᵀ·x = `right`. */
export function solveUpper(triangle: Matrix, right: readonly number[]): number[] {
  const x = [...right];
  for (let i = triangle.length - 1; i >= 0; i--) {
    const row = triangle[i] ?? [];
    const value = (x[i] ?? 0) / (row[i] ?? 1);
    x[i] = value;
    for (let k = 0; k < i; k++) x[k] = (x[k] ?? 0) - (row[k] ?? 0) * value;
  }
  return x;
}
