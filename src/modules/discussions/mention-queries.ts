import { sql } from 'kysely';
import type { Db } from '../../platform/database/index.ts';
import type { Chip } from '../../platform/markdown/index.ts';
import type { Actor } from '../identity/index.ts';
import { mayViewDeliverable } from '../library/index.ts';
import { authoritiesByIds, authorityUrl, distinctName, kindAtSegment } from '../territories/index.ts';
import {
  namesTyped,
  peopleMentioned,
  personAddresses,
  type ThingAddress,
  type ThingKind,
  thingsNamed,
  withMentions,
} from './mentions.ts';
import { longestMessage } from './schemas.ts';

/** A text as it is kept, and the people of the group whom it mentions. */
export interface Composed {
  body: string;
  mentioned: string[];
}

/** Reads who a text mentions: `@` and a name, or a link. Only people of the group are. How many they may be is in `limits.ts`. */
export async function compose(tx: Db, groupId: string, typed: string): Promise<Composed> {
  const body = await namedByHand(tx, groupId, typed);
  const asked = peopleMentioned(body);
  if (asked.length === 0) return { body, mentioned: [] };
  const members = await tx
    .selectFrom('memberships')
    .innerJoin('accounts', 'accounts.id', 'memberships.account_id')
    .select('accounts.id')
    .where('memberships.group_id', '=', groupId)
    .where('accounts.state', '=', 'active')
    .where('accounts.id', '=', sql<string>`any(${asked}::uuid[])`)
    .execute();
  return { body, mentioned: members.map(({ id }) => id) };
}

async function namedByHand(tx: Db, groupId: string, typed: string): Promise<string> {
  const after = namesTyped(typed);
  if (after.length === 0) return typed;
  const { rows } = await sql<{ id: string; name: string; slug: string }>`
    with typed as materialized (select plain(words) as words from unnest(${after}::text[]) as words)
    select accounts.id, accounts.name, groups.slug
    from memberships
    join accounts on accounts.id = memberships.account_id
    join groups on groups.id = memberships.group_id
    where memberships.group_id = ${groupId} and accounts.state = 'active'
      and exists (select from typed where starts_with(typed.words, plain(accounts.name)))
    limit 200`.execute(tx);
  const slug = rows[0]?.slug;
  if (slug === undefined) return typed;
  const body = withMentions(typed, slug, rows);
  return body.length > longestMessage ? typed : body;
}

/** Notes whom a message mentions; returns whether somebody is that was not before. */
export async function writeMentions(
  tx: Db,
  messageId: string,
  mentioned: readonly string[],
  now: Date,
): Promise<boolean> {
  await tx
    .deleteFrom('message_mentions')
    .where('message_id', '=', messageId)
    .where('account_id', '<>', sql<string>`all(${mentioned}::uuid[])`)
    .execute();
  if (mentioned.length === 0) return false;
  const added = await tx
    .insertInto('message_mentions')
    .values(mentioned.map((account_id) => ({ message_id: messageId, account_id, mentioned_at: now })))
    .onConflict((conflict) => conflict.constraint('message_mentions_once').doNothing())
    .returning('account_id')
    .execute();
  return added.length > 0;
}

/**
 * Whom a message mentions, as rights are now: people of its group, save its author. Nobody once it is deleted, or while it is hidden. Silence is
 * not looked at: whoever muted the thread (`thread_follows.following` is false) is among them.
 */
export async function mentionedIn(db: Db, messageId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('message_mentions')
    .innerJoin('messages', 'messages.id', 'message_mentions.message_id')
    .innerJoin('threads', 'threads.id', 'messages.thread_id')
    .innerJoin('memberships', (join) =>
      join
        .onRef('memberships.group_id', '=', 'threads.group_id')
        .onRef('memberships.account_id', '=', 'message_mentions.account_id'),
    )
    .innerJoin('accounts', 'accounts.id', 'message_mentions.account_id')
    .select('accounts.id')
    .where('messages.id', '=', messageId)
    .where('messages.deleted_at', 'is', null)
    .where('messages.hidden_at', 'is', null)
    .where('threads.deleted_at', 'is', null)
    .where('accounts.state', '=', 'active')
    .whereRef('accounts.id', 'is distinct from', 'messages.author_id')
    .execute();
  return rows.map(({ id }) => id);
}

interface Written {
  id: string;
  body: string;
}

/** Who reads, and in which group's space. */
export interface ChipReader {
  actor: Actor;
  groupSlug: string;
  publicUrl: string;
}

/**
 * What the links of some messages show, by message: the name or the title of what they lead to, as it is now, as far as the
 * reader may know. Five queries at most, however many messages.
 */
export async function chipsOf(
  db: Db,
  messages: readonly Written[],
  reader: ChipReader,
): Promise<Map<string, ReadonlyMap<string, Chip>>> {
  const asked = messages.map(({ id, body }) => ({
    id,
    people: personAddresses(body),
    things: thingsNamed(body, reader.publicUrl),
  }));
  const [names, things] = await Promise.all([
    mentionedNames(
      db,
      asked.filter(({ people }) => people.length > 0).map(({ id }) => id),
    ),
    namedThings(
      db,
      asked.flatMap((one) => one.things),
      reader.actor,
    ),
  ]);
  return new Map(
    asked.map(({ id, people, things: named }) => {
      const chips = new Map<string, Chip>();
      for (const { id: person, written } of people) {
        const name = names.get(`${id}:${person}`);
        chips.set(
          written,
          name === undefined
            ? { kind: '', label: '@personne hors du groupe', href: null }
            : { kind: '', label: `@${name}`, href: `/espace/groupes/${reader.groupSlug}/membres` },
        );
      }
      for (const { kind, key, written } of named) {
        const chip = things.get(`${kind}:${key}`);
        if (chip) chips.set(written, chip);
      }
      return [id, chips];
    }),
  );
}

/** By message and account. */
async function mentionedNames(db: Db, messageIds: readonly string[]): Promise<Map<string, string>> {
  if (messageIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('message_mentions')
    .innerJoin('accounts', 'accounts.id', 'message_mentions.account_id')
    .select(['message_id', 'account_id', 'accounts.name'])
    .where('message_id', 'in', messageIds)
    .where('accounts.state', '=', 'active')
    .execute();
  return new Map(rows.map(({ message_id, account_id, name }) => [`${message_id}:${account_id}`, name]));
}

/** By kind and key. Of a deliverable that the reader may not see, as of one that is not there, nothing is told. */
async function namedThings(db: Db, asked: readonly ThingAddress[], actor: Actor): Promise<Map<string, Chip>> {
  const keysOf = (kind: ThingKind) => [
    ...new Set(asked.filter((one) => one.kind === kind).map(({ key }) => key)),
  ];
  const some = async <T>(keys: string[], read: (keys: string[]) => Promise<T[]>) =>
    keys.length > 0 ? read(keys) : [];
  const deliverableSlugs = keysOf('livrable');
  const [groups, measures, deliverables, authorities] = await Promise.all([
    some(keysOf('groupe'), (slugs) =>
      db.selectFrom('groups').select(['slug', 'title']).where('slug', 'in', slugs).execute(),
    ),
    some(keysOf('mesure'), (slugs) =>
      db
        .selectFrom('measures')
        .select(['slug', 'title'])
        .where('slug', 'in', slugs)
        .where('published', '=', true)
        .execute(),
    ),
    some(deliverableSlugs, (slugs) =>
      db
        .selectFrom('deliverables')
        .select(['slug', 'title', 'group_id as groupId', 'state'])
        .where('slug', 'in', slugs)
        .execute(),
    ),
    some(keysOf('collectivite'), async (keys) => {
      const ids = new Map<string, string>();
      for (const key of keys) {
        const [segment = '', code = ''] = key.split('/');
        const kind = kindAtSegment(segment);
        if (kind) ids.set(`${kind}:${code}`, key);
      }
      const found = await authoritiesByIds(db, [...ids.keys()]);
      return [...found.values()].map((authority) => ({ authority, key: ids.get(authority.id) ?? '' }));
    }),
  ]);
  const visible = deliverables.filter((one) => mayViewDeliverable(actor, 'deliverable.view', one));
  const hidden = deliverableSlugs.filter((slug) => !visible.some((one) => one.slug === slug));
  return new Map<string, Chip>([
    ...groups.map(
      ({ slug, title }) =>
        [`groupe:${slug}`, { kind: 'Groupe', label: title, href: `/groupes/${slug}` }] as const,
    ),
    ...measures.map(
      ({ slug, title }) =>
        [`mesure:${slug}`, { kind: 'Mesure', label: title, href: `/agenda/${slug}` }] as const,
    ),
    ...visible.map(
      ({ slug, title }) =>
        [`livrable:${slug}`, { kind: 'Livrable', label: title, href: `/livrables/${slug}` }] as const,
    ),
    ...hidden.map(
      (slug) => [`livrable:${slug}`, { kind: 'Livrable', label: 'non accessible', href: null }] as const,
    ),
    ...authorities.map(
      ({ authority, key }) =>
        [
          `collectivite:${key}`,
          { kind: 'Collectivité', label: distinctName(authority), href: authorityUrl(authority) },
        ] as const,
    ),
  ]);
}
