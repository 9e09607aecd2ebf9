import { z } from 'zod';
import { fields } from '../../platform/http/index.ts';
import { listHref } from '../../ui/index.ts';
import { kindWords } from './kinds.ts';

export const path = '/espace/recherche';

const typedDay = z.string().max(40).catch('');

/** Odd values narrow nothing, save days: what was typed is shown again, with what is wrong. */
export const searchQuery = z.object({
  q: fields.searchText,
  groupe: fields.slug.optional().catch(undefined),
  auteur: fields.searchText,
  personne: fields.uuid.optional().catch(undefined),
  nature: z.enum(kindWords).optional().catch(undefined),
  du: typedDay,
  au: typedDay,
  joint: fields.checkbox().catch(false),
  tri: z.literal('recent').optional().catch(undefined),
  page: fields.pageNumber,
});

/** What somebody asks for, as its address says it. */
export type Asked = z.output<typeof searchQuery>;

export interface Days {
  from: string | null;
  until: string | null;
  errors: { du?: string; au?: string };
}

/** The days typed, and what is wrong with them. */
export function daysOf({ du, au }: Pick<Asked, 'du' | 'au'>): Days {
  const read = (typed: string) => fields.day().safeParse(typed);
  const [first, last] = [read(du), read(au)];
  const errors = {
    ...(!first.success && { du: first.error.issues[0]?.message ?? 'Cette date est incorrecte.' }),
    ...(!last.success && { au: last.error.issues[0]?.message ?? 'Cette date est incorrecte.' }),
  };
  const [from, until] = [first.data ?? null, last.data ?? null];
  if (from && until && until < from) return { from, until, errors: { au: 'La fin est avant le début.' } };
  return { from, until, errors };
}

/** The address of a search, with some of it changed; back to its first page unless told. */
export function searchHref(asked: Asked, change: Partial<Asked> = {}): string {
  const { q, groupe, auteur, personne, nature, du, au, joint, tri, page } = { ...asked, page: 1, ...change };
  return listHref(path, {
    q,
    groupe,
    nature,
    auteur,
    personne,
    du,
    au,
    joint: joint ? 'oui' : null,
    tri,
    page,
  });
}

/** Whether anything but words and order was asked for. */
export const isNarrowed = (asked: Asked): boolean =>
  [asked.groupe, asked.auteur, asked.personne, asked.nature, asked.du, asked.au].some(Boolean) || asked.joint;
