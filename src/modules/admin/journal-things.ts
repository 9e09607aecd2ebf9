import { z } from 'zod';
import type { Db } from '../../platform/database/index.ts';
import { type Actor, seesInside } from '../identity/index.ts';
import { organisationLabel } from '../organisations/index.ts';

interface Link {
  label: string;
  href: string;
}

interface GroupLink extends Link {
  id: string;
}

/** An event as it was written. */
interface Written {
  verb: string;
  thing_type: string;
  thing_id: string;
  thing_label: string;
  detail: unknown;
}

/** What an event speaks of, as far as it is still there. */
export interface Pointed {
  /** Where the thing is today; null once it is gone, or when it has no page. */
  href: string | null;
  /** The group in which it was done. */
  group: GroupLink | null;
  /** What was written with it, organisations by their names. */
  detail: Record<string, unknown>;
}

/** What groups keep for themselves: how it is called is theirs too. */
const keptTypes = new Set([
  'thread',
  'document',
  'document-folder',
  'meeting',
  'decision',
  'deliverable',
  'moderation',
]);
const keptLabel = 'contenu réservé au groupe';

const uuids = z.uuid();
const details = z.record(z.string(), z.unknown()).catch({});
const copilots = z.record(z.string(), z.array(z.string()));

/**
 * Points each event to its thing, in a few queries however many events there are. Of what is inside a group that the reader
 * did not open, it tells who did what and when, not the words: those are read with a reason that its copilots see.
 */
export async function pointed<Event extends Written>(
  db: Db,
  events: readonly Event[],
  reader: Actor,
): Promise<(Event & Pointed)[]> {
  const parsed = events.map((event) => ({ ...event, detail: details.parse(event.detail) }));
  const [places, groups, organisations] = await Promise.all([
    placesOf(db, parsed),
    groupsNamed(
      db,
      parsed.flatMap(({ detail }) => (typeof detail.group === 'string' ? [detail.group] : [])),
    ),
    organisationNames(
      db,
      parsed.flatMap(({ detail }) => Object.values(copilots.safeParse(detail.copilots).data ?? {}).flat()),
    ),
  ]);
  return parsed.map((event) => {
    const { group: named, ...rest } = event.detail;
    const place = places.get(`${event.thing_type}:${event.thing_id}`);
    const group = place?.group ?? (typeof named === 'string' ? groups.get(named) : undefined) ?? null;
    const sides = copilots.safeParse(rest.copilots).data;
    const groupId = event.thing_type === 'group' ? event.thing_id : group?.id;
    const isOutside = groupId !== undefined && !seesInside(reader, groupId);
    const isKept = isOutside && keptTypes.has(event.thing_type) && !place?.isShown;
    return {
      ...event,
      thing_label: isKept ? keptLabel : event.thing_label,
      href: place?.href ?? null,
      group,
      detail: {
        ...(isKept ? {} : isOutside ? publicDetail(event.verb, rest) : rest),
        // A group that is gone keeps the name it was given.
        ...(group === null && named !== undefined && { group: named }),
        ...(sides && {
          copilots: Object.fromEntries(
            Object.entries(sides).map(([side, slugs]) => [
              side,
              slugs.map((slug) => organisations.get(slug) ?? slug),
            ]),
          ),
        }),
      },
    };
  });
}

/** What is said of an act on a whole group, without its tasks, nor what its keys are asked for. */
function publicDetail(verb: string, { side, ...detail }: Record<string, unknown>): Record<string, unknown> {
  const shown = Object.entries(detail).filter(([name]) => !name.startsWith('task_'));
  return {
    ...(/^(key|task)\./.test(verb) ? {} : Object.fromEntries(shown)),
    ...(side !== undefined && { side }),
  };
}

interface Place extends Pick<Pointed, 'href' | 'group'> {
  /** Whether everybody sees it. */
  isShown: boolean;
}

const groupLink = ({ id, slug, title }: { id: string; slug: string; title: string }): GroupLink => ({
  id,
  label: title,
  href: `/groupes/${slug}`,
});

/** The pages of the things that are still there, by type and id. */
async function placesOf(db: Db, events: readonly Written[]): Promise<Map<string, Place>> {
  const idsOf = (type: string) => [
    ...new Set(events.filter((event) => event.thing_type === type).map(({ thing_id }) => thing_id)),
  ];
  const keysOf = (type: string) => idsOf(type).filter((id) => uuids.safeParse(id).success);
  const [
    accounts,
    groups,
    deliverables,
    threads,
    organisations,
    pages,
    measures,
    signatories,
    resources,
    surveys,
    meetings,
    decisions,
    documents,
    cases,
  ] = await Promise.all([
    some(keysOf('account'), (ids) =>
      db.selectFrom('accounts').select('id').where('id', 'in', ids).where('state', '<>', 'deleted').execute(),
    ),
    some(keysOf('group'), (ids) =>
      db.selectFrom('groups').select(['id', 'slug']).where('id', 'in', ids).execute(),
    ),
    some(keysOf('deliverable'), (ids) =>
      db
        .selectFrom('deliverables')
        .leftJoin('groups', 'groups.id', 'deliverables.group_id')
        .select([
          'deliverables.id',
          'deliverables.state',
          'groups.id as groupId',
          'groups.slug',
          'groups.title',
        ])
        .where('deliverables.id', 'in', ids)
        .execute(),
    ),
    some(keysOf('thread'), (ids) =>
      db
        .selectFrom('threads')
        .innerJoin('groups', 'groups.id', 'threads.group_id')
        .select(['threads.id', 'threads.deleted_at', 'groups.id as groupId', 'groups.slug', 'groups.title'])
        .where('threads.id', 'in', ids)
        .execute(),
    ),
    some(idsOf('organisation'), (slugs) =>
      db.selectFrom('organisations').select('slug').where('slug', 'in', slugs).execute(),
    ),
    some(keysOf('page'), (ids) => db.selectFrom('pages').select('id').where('id', 'in', ids).execute()),
    some(keysOf('measure'), (ids) =>
      db.selectFrom('measures').select(['id', 'slug']).where('id', 'in', ids).execute(),
    ),
    some(keysOf('signatory'), (ids) =>
      db.selectFrom('charter_signatures').select(['id', 'charter', 'slug']).where('id', 'in', ids).execute(),
    ),
    some(keysOf('resource'), (ids) =>
      db.selectFrom('resources').select(['id', 'catalogue', 'slug']).where('id', 'in', ids).execute(),
    ),
    some(keysOf('survey'), (ids) =>
      db.selectFrom('surveys').select(['id', 'slug']).where('id', 'in', ids).execute(),
    ),
    some(keysOf('meeting'), (ids) =>
      db
        .selectFrom('meetings')
        .innerJoin('groups', 'groups.id', 'meetings.group_id')
        .select(['meetings.id', 'groups.id as groupId', 'groups.slug', 'groups.title'])
        .where('meetings.id', 'in', ids)
        .execute(),
    ),
    some(keysOf('decision'), (ids) =>
      db
        .selectFrom('decisions')
        .innerJoin('groups', 'groups.id', 'decisions.group_id')
        .select([
          'decisions.id',
          'decisions.number',
          'decisions.is_public as shown',
          'groups.id as groupId',
          'groups.slug',
          'groups.title',
        ])
        .where('decisions.id', 'in', ids)
        .execute(),
    ),
    some(keysOf('document'), (ids) =>
      db
        .selectFrom('documents')
        .innerJoin('groups', 'groups.id', 'documents.group_id')
        .select([
          'documents.id',
          'documents.deleted_at',
          'groups.id as groupId',
          'groups.slug',
          'groups.title',
        ])
        .where('documents.id', 'in', ids)
        .execute(),
    ),
    some(keysOf('moderation'), (ids) =>
      db
        .selectFrom('moderation_cases as c')
        .leftJoin('groups', 'groups.id', 'c.group_id')
        .select((eb) => [
          'c.id',
          'groups.id as groupId',
          'groups.slug',
          'groups.title',
          // Others are for the copilots of their groups.
          eb.or([eb('c.for_team', '=', true), eb('c.contested_at', 'is not', null)]).as('shown'),
        ])
        .where('c.id', 'in', ids)
        .execute(),
    ),
  ]);
  const places: [string, Place][] = [
    ...accounts.map(({ id }) => at(`account:${id}`, `/administration/comptes/${id}`)),
    ...groups.map(({ id, slug }) => at(`group:${id}`, `/groupes/${slug}`)),
    ...deliverables.map(({ id, state, ...group }) => {
      const link = linkOf(group);
      return link
        ? at(
            `deliverable:${id}`,
            `/espace/groupes/${group.slug}/livrables/${id}`,
            link,
            state === 'published',
          )
        : at(`deliverable:${id}`, `/administration/livrables/${id}`);
    }),
    ...threads.map(({ id, deleted_at, ...group }) =>
      at(`thread:${id}`, deleted_at ? null : `/espace/discussions/${id}`, linkOf(group)),
    ),
    ...meetings.map(({ id, ...group }) => at(`meeting:${id}`, `/espace/reunions/${id}`, linkOf(group))),
    ...decisions.map(({ id, number, shown, ...group }) =>
      at(`decision:${id}`, `/espace/groupes/${group.slug}/decisions/${number}`, linkOf(group), shown),
    ),
    ...cases.map(({ id, shown, ...group }) =>
      at(`moderation:${id}`, shown ? `/espace/moderation/${id}` : null, linkOf(group)),
    ),
    ...documents.map(({ id, deleted_at, ...group }) =>
      at(
        `document:${id}`,
        deleted_at ? null : `/espace/groupes/${group.slug}/documents/${id}`,
        linkOf(group),
      ),
    ),
    ...organisations.map(({ slug }) => at(`organisation:${slug}`, `/organismes/${slug}`)),
    ...idsOf('vendor').map((slug) => at(`vendor:${slug}`, `/administration/editeurs/${slug}`)),
    // Never deleted, and its code leads to its page.
    ...idsOf('authority').map((id) => at(`authority:${id}`, `/collectivites/${id}`)),
    ...pages.map(({ id }) => at(`page:${id}`, `/administration/pages/${id}`)),
    ...measures.map(({ id, slug }) => at(`measure:${id}`, `/agenda/${slug}`)),
    ...resources.map(({ id, catalogue, slug }) => at(`resource:${id}`, `/catalogues/${catalogue}/${slug}`)),
    ...idsOf('catalogue').map((slug) => at(`catalogue:${slug}`, `/catalogues/${slug}`)),
    ...idsOf('facet').map((code) => at(`facet:${code}`, `/administration/taxonomie/${code}`)),
    // Never deleted either.
    ...idsOf('charter').map((slug) => at(`charter:${slug}`, `/chartes/${slug}`)),
    ...surveys.map(({ id, slug }) => at(`survey:${id}`, `/espace/enquetes/${slug}`)),
    ...signatories.map(({ id, charter, slug }) =>
      at(`signatory:${id}`, slug === null ? null : `/chartes/${charter}/signataires/${slug}`),
    ),
  ];
  return new Map(places);
}

function at(
  key: string,
  href: string | null,
  group: GroupLink | null = null,
  isShown = false,
): [string, Place] {
  return [key, { href, group, isShown }];
}

/** Null for what stands outside the groups. */
const linkOf = ({ groupId, slug, title }: Record<'groupId' | 'slug' | 'title', string | null>) =>
  groupId !== null && slug !== null && title !== null ? groupLink({ id: groupId, slug, title }) : null;

/** Asks nothing about nothing. */
async function some<Row>(keys: string[], ask: (keys: string[]) => Promise<Row[]>): Promise<Row[]> {
  return keys.length === 0 ? [] : ask(keys);
}

/** Events name a group by its id or by its address. */
async function groupsNamed(db: Db, named: readonly string[]): Promise<Map<string, GroupLink>> {
  const rows = await some([...new Set(named)], (names) =>
    db
      .selectFrom('groups')
      .select(['id', 'slug', 'title'])
      .where((eb) => {
        const ids = names.filter((name) => uuids.safeParse(name).success);
        return eb.or([eb('slug', 'in', names), ...(ids.length > 0 ? [eb('id', 'in', ids)] : [])]);
      })
      .execute(),
  );
  return new Map(
    rows.flatMap((row) => [
      [row.id, groupLink(row)],
      [row.slug, groupLink(row)],
    ]),
  );
}

async function organisationNames(db: Db, slugs: readonly string[]): Promise<Map<string, string>> {
  const rows = await some([...new Set(slugs)], (wanted) =>
    db.selectFrom('organisations').select(['slug', 'name', 'acronym']).where('slug', 'in', wanted).execute(),
  );
  return new Map(rows.map((row) => [row.slug, organisationLabel(row)]));
}
