import { z } from 'zod';
import type { MeasureNature, MeasureStatus } from '../../platform/database/index.ts';
import { fields } from '../../platform/http/index.ts';
import { listHref } from '../../ui/index.ts';

/** Words of addresses, for what the code calls otherwise. */
export const natureWords: Record<MeasureNature, string> = {
  obligation: 'obligation',
  opportunity: 'opportunite',
  experiment: 'experimentation',
};

export const statusWords: Record<MeasureStatus, string> = {
  proposed: 'en-discussion',
  announced: 'a-venir',
  rolling_out: 'en-cours',
  in_force: 'en-vigueur',
  postponed: 'reportee',
  ended: 'terminee',
  repealed: 'abrogee',
};

/** Kinds of authorities as people tell them apart. */
export const kindWords = ['commune', 'epci', 'departement', 'region'] as const;
export type KindWord = (typeof kindWords)[number];

export const views = ['liste', 'frise', 'mesures'] as const;
export type View = (typeof views)[number];

/** What may narrow the agenda, under the names of addresses and in the order of the page. */
export const filterNames = [
  'collectivite',
  'q',
  'theme',
  'nature',
  'statut',
  'type',
  'population',
  'territoire',
  'de',
  'a',
] as const;
export type FilterName = (typeof filterNames)[number];

/** Filters as addresses carry them. */
export type Asked = Partial<Record<FilterName, string>>;

/** A value of the address; anything odd or empty is no filter. */
const oneOf = <T extends string>(values: readonly T[]) => z.enum(values).optional().catch(undefined);

const asWords = <T extends string>(words: Record<T, string>) => oneOf(Object.values<string>(words));

/** `/agenda?theme=…&nature=…&de=2026&a=2028…`, the same for the page, the data and the calendar. */
export const agendaQuery = z.object({
  q: fields.searchText.default(''),
  theme: fields.slug.optional().catch(undefined),
  nature: asWords(natureWords),
  statut: asWords(statusWords),
  type: oneOf(kindWords),
  population: fields.searchText.default(''),
  territoire: fields.searchText.default(''),
  de: fields.searchText.default(''),
  a: fields.searchText.default(''),
  collectivite: fields.searchText.default(''),
  /** What was chosen in the list, with JavaScript. */
  collectivite_id: fields.searchText.default(''),
  page: fields.pageNumber.default(1),
});

export type AgendaQuery = z.output<typeof agendaQuery>;

export const pageQuery = agendaQuery.extend({ vue: z.enum(views).default('liste').catch('liste') });

/** Address of the agenda under these filters. */
export function agendaHref(
  asked: Asked,
  { view = 'liste', page = 1, path = '/agenda' }: { view?: View; page?: number; path?: string } = {},
): string {
  return listHref(path, {
    vue: view === 'liste' ? undefined : view,
    ...Object.fromEntries(filterNames.map((name) => [name, asked[name]])),
    page,
  });
}
