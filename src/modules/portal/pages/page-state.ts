import type { Selectable } from 'kysely';
import { z } from 'zod';
import type { DB } from '../../../platform/database/index.ts';

/** All that an editor decides of a page: what a version keeps. */
export const pageState = z.object({
  kind: z.enum(['page', 'news']),
  title: z.string(),
  permalink: z.string(),
  summary: z.string(),
  body: z.string(),
  published: z.boolean(),
  menuTitle: z.string().nullable(),
  menuWeight: z.number().nullable(),
  illustration: z.string().nullable(),
  illustrationAlt: z.string(),
  datedOn: z.string().nullable(),
  toVerify: z.boolean(),
});

export type PageState = z.output<typeof pageState>;

/** The columns of `pages` that a version keeps. */
export function columnsOf(state: PageState) {
  return {
    kind: state.kind,
    title: state.title,
    permalink: state.permalink,
    summary: state.summary,
    body: state.body,
    published: state.published,
    menu_title: state.menuTitle,
    menu_weight: state.menuWeight,
    illustration: state.illustration,
    illustration_alt: state.illustrationAlt,
    dated_on: state.datedOn,
    to_verify: state.toVerify,
  };
}

type Row = Omit<Selectable<DB['pages']>, 'id' | 'version' | 'created_by' | 'created_at' | 'updated_at'>;

export function stateOf(row: Row): PageState {
  return {
    kind: row.kind,
    title: row.title,
    permalink: row.permalink,
    summary: row.summary,
    body: row.body,
    published: row.published,
    menuTitle: row.menu_title,
    menuWeight: row.menu_weight,
    illustration: row.illustration,
    illustrationAlt: row.illustration_alt,
    datedOn: row.dated_on,
    toVerify: row.to_verify,
  };
}

/** The words of a version, by the name that editors know, to be shown or compared. */
export function wordsOf(state: PageState): Record<string, string> {
  return {
    Titre: state.title,
    Adresse: state.permalink,
    Résumé: state.summary,
    Date: state.datedOn ?? '',
    Texte: state.body,
    Menu: state.menuTitle === null ? '' : `${state.menuTitle} (rang ${state.menuWeight ?? 0})`,
    Illustration: state.illustration === null ? '' : `${state.illustration} (${state.illustrationAlt})`,
    Publication: state.published ? 'publiée' : 'brouillon',
    Fiabilité: state.toVerify ? 'à vérifier' : '',
  };
}

export function sameState(a: PageState, b: PageState): boolean {
  return Object.keys(pageState.shape).every((key) => Object.is(Reflect.get(a, key), Reflect.get(b, key)));
}
