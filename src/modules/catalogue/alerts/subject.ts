import type { Deps } from '../../../platform/deps.ts';
import { type Catalogue, catalogues } from '../catalogues.ts';
import { taxonomy } from '../facets/taxonomy.ts';
import { askedWords } from '../list/asked-words.ts';
import { type Asked, type ListQuery, listHref, queryIn, searchOf } from '../list/list-query.ts';
import { type ResourceFilter, readFilter } from '../list/listing.ts';
import type { Subject } from './alerts.ts';

/** A list that one may be told of, in all its forms. */
export interface ReadSubject {
  subject: Subject;
  catalogue: Catalogue;
  filter: ResourceFilter;
  /** « Catalogue de cybersécurité, Besoin : Réagir » */
  words: string;
  /** Path of the list, the latest first. */
  href: string;
}

type Reading = Pick<Deps, 'db' | 'pageCache'>;

/** The order is not part of what one is told of. */
const withoutOrder = (asked: Asked): Asked => ({ ...asked, tri: undefined });

export async function subjectOf(deps: Reading, catalogue: Catalogue, query: ListQuery): Promise<ReadSubject> {
  const filter = await readFilter(deps, catalogue, query);
  const asked = withoutOrder(filter.asked);
  const authorityName = filter.authority?.authority.name ?? null;
  const told = askedWords({ asked, known: await taxonomy(deps), authorityName });
  return {
    subject: { catalogue: catalogue.slug, search: searchOf(asked).toString() },
    catalogue,
    filter: { ...filter, asked },
    words: [`Catalogue ${catalogue.of}`, ...told.map(({ words }) => words)].join(', '),
    href: listHref(catalogue.slug, { ...asked, tri: 'recent' }),
  };
}

/**
 * A subject as it was kept; null when its filters mean no longer what they meant, such as an authority that is gone: it would
 * become another list.
 */
export async function readSubject(deps: Reading, subject: Subject): Promise<ReadSubject | null> {
  const read = await subjectOf(
    deps,
    catalogues[subject.catalogue],
    queryIn(new URLSearchParams(subject.search)),
  );
  return read.subject.search === subject.search ? read : null;
}
