import type { Said } from "./route.ts";

const USUAL = 20;
const LARGEST = 50;

/** Which page a query wants: numbers from 1, and what makes no sense is taken as not said. */
export function pagingOf(query: URLSearchParams): { readonly page: number; readonly perPage: number } {
  const number = (name: string) =>
    /^[1-9]\d{0,5}$/u.test(query.get(name) ?? "") ? Number(query.get(name)) : 0;
  return { page: number("page") || 1, perPage: Math.min(number("per_page") || USUAL, LARGEST) };
}

/** One page of a list as the platform answers it. */
export function pageOf(values: readonly unknown[], query: URLSearchParams): Said {
  const { page, perPage } = pagingOf(query);
  const result = values.slice((page - 1) * perPage, page * perPage);
  return {
    result,
    result_info: {
      page,
      per_page: perPage,
      count: result.length,
      total_count: values.length,
      total_pages: Math.ceil(values.length / perPage),
    },
  };
}
