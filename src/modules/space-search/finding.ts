import type { Db } from '../../platform/database/index.ts';
import { pageCount } from '../../platform/http/index.ts';
import { passageText } from '../../platform/markdown/index.ts';
import {
  type ScopedHit,
  type ScopedResult,
  type ScopedSearch,
  searchScopes,
} from '../../platform/search/index.ts';
import { dayLater, parisMoment } from '../../ui/index.ts';
import type { Group, ReadGroup } from '../groups/index.ts';
import { kindsOf, wordOfKind } from './kinds.ts';
import { namesOf, type Person, peopleOf } from './people.ts';
import { type Asked, type Days, daysOf, isNarrowed, searchHref } from './schemas.ts';

const perPage = 20;

export interface Hit extends ScopedHit {
  group: { slug: string; title: string };
  /** Null when the account is gone. */
  author: string | null;
}

/** What narrows a search, with the address of the same without it. */
export interface ActiveFilter {
  label: string;
  href: string;
  /** How many there are without it; only told when nothing was found. */
  found?: { total: number; more: boolean };
}

export interface Found extends Omit<ScopedResult, 'hits'> {
  hits: Hit[];
  pages: number;
  /** The groups that one may choose. */
  groups: readonly Group[];
  /** Whom the name typed may be. */
  people: readonly Person[];
  filters: readonly ActiveFilter[];
  errors: Days['errors'];
}

const nothing: Omit<Found, 'groups' | 'people' | 'filters' | 'errors'> = {
  hits: [],
  total: 0,
  more: false,
  byKind: {},
  byScope: {},
  approximate: false,
  partial: false,
  pages: 1,
};

/** What this person asks for among the groups whose inside they read, at the very moment. */
export async function findInGroups(db: Db, readable: readonly ReadGroup[], asked: Asked): Promise<Found> {
  const groups = readable.map(({ group }) => group);
  const days = daysOf(asked);
  const people = await authorsOf(db, groups, asked);
  const filters = filtersOf(asked, groups, people);
  const rest = { groups, people, filters, errors: days.errors };
  if ((asked.q === '' && !isNarrowed(asked)) || Object.keys(days.errors).length > 0)
    return { ...nothing, ...rest };
  const search = (without: Partial<Asked>, limit: number) =>
    run(db, readable, { ...asked, ...without }, people, limit);
  const result = await search({}, perPage);
  if (result.total === 0) {
    const relaxed = await Promise.all(
      filters.map(async ({ without, ...filter }) => {
        const { total, more } = await search(without, 1);
        return { ...filter, found: { total, more } };
      }),
    );
    return { ...nothing, ...rest, filters: relaxed };
  }
  const names = await namesOf(db, [...new Set(result.hits.flatMap(({ authorId }) => authorId ?? []))]);
  const byId = new Map(groups.map((group) => [group.id, group]));
  return {
    ...result,
    ...rest,
    pages: pageCount(result.total, perPage),
    hits: result.hits.flatMap((hit) => {
      const group = byId.get(hit.scopeId);
      // Files have plain words, people write Markdown.
      const excerpt = hit.fileName === null ? passageText(hit.excerpt) : hit.excerpt;
      return group ? [{ ...hit, excerpt, group, author: names.get(hit.authorId ?? '') ?? null }] : [];
    }),
  };
}

async function authorsOf(db: Db, groups: readonly Group[], { auteur, personne }: Asked): Promise<Person[]> {
  const ids = groups.map(({ id }) => id);
  if (personne) return peopleOf(db, ids, { id: personne });
  return auteur === '' ? [] : peopleOf(db, ids, { named: auteur });
}

function run(
  db: Db,
  readable: readonly ReadGroup[],
  asked: Asked,
  people: readonly Person[],
  limit: number,
): Promise<ScopedResult> {
  const { from, until } = daysOf(asked);
  const byAuthor = asked.personne !== undefined || asked.auteur !== '';
  const search: ScopedSearch = {
    // A group that is not theirs is no scope: nothing is found there.
    scopes: readable
      .filter(({ group }) => asked.groupe === undefined || group.slug === asked.groupe)
      .map(({ group, level }) => ({ id: group.id, level })),
    ...(asked.nature && { kinds: kindsOf(asked.nature) }),
    ...(byAuthor && { authorIds: people.map(({ id }) => id) }),
    from: from ? parisMoment(from, '00:00') : null,
    until: until ? parisMoment(dayLater(until), '00:00') : null,
    withFiles: asked.joint,
    newestFirst: asked.tri === 'recent' || asked.q === '',
    limit,
    offset: (asked.page - 1) * limit,
  };
  return searchScopes(db, asked.q, search);
}

/** Each filter, with what the address says without it. */
function filtersOf(
  asked: Asked,
  groups: readonly Group[],
  people: readonly Person[],
): (ActiveFilter & { without: Partial<Asked> })[] {
  const one = (label: string, without: Partial<Asked>) => ({
    label,
    without,
    href: searchHref(asked, without),
  });
  const { groupe, auteur, personne, nature, du, au, joint } = asked;
  const whom = personne ? (people[0]?.name ?? 'une personne qui n’est pas de vos groupes') : auteur;
  return [
    ...(groupe
      ? [
          one(
            `Groupe : ${groups.find(({ slug }) => slug === groupe)?.title ?? 'un groupe qui n’est pas des vôtres'}`,
            { groupe: undefined },
          ),
        ]
      : []),
    ...(nature ? [one(wordOfKind(nature), { nature: undefined })] : []),
    ...(whom ? [one(`Par : ${whom}`, { auteur: '', personne: undefined })] : []),
    ...(du || au ? [one(dates(du, au), { du: '', au: '' })] : []),
    ...(joint ? [one('Avec pièce jointe', { joint: false })] : []),
  ];
}

const dates = (du: string, au: string): string =>
  du && au ? `Du ${du} au ${au}` : du ? `Depuis le ${du}` : `Jusqu’au ${au}`;
