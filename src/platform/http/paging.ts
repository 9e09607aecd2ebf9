import type { FastifyRequest } from 'fastify';

/** Of a list of `total` things: one at least, that an empty list has too. */
export const pageCount = (total: number, perPage: number): number => Math.max(1, Math.ceil(total / perPage));

interface Place {
  /** Of the whole list. */
  total: number;
  /** From 1. */
  page: number;
  pages: number;
}

/** Where this page of a list stands among the others, told in the same way by every list read as data. */
export interface Paging extends Place {
  /** The whole address of the next page; null on the last. */
  next: string | null;
}

export function pagingOf(
  { url }: Pick<FastifyRequest, 'url'>,
  publicUrl: string,
  { total, page, pages }: Place,
): Paging {
  const next = new URL(url, publicUrl);
  next.searchParams.set('page', String(page + 1));
  return { total, page, pages, next: page < pages ? next.href : null };
}
