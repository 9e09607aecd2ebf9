import { sql } from 'kysely';
import type { Db } from '../../platform/database/index.ts';
import { membersOf } from '../membership/index.ts';
import { authorityUrl, distinctName, searchAuthorities } from '../territories/index.ts';
import { inLinkText, personMention } from './mentions.ts';

/** Something that a writer may put in a message. */
export interface Mentionable {
  /** What the button sends back: the words to put in, as Markdown. */
  words: string;
  kind: string;
  label: string;
  detail?: string;
}

const each = 4;

/** People of the group, then public things, whose name holds what is looked for. */
export async function findMentionable(
  db: Db,
  group: { id: string; slug: string },
  typed: string,
): Promise<Mentionable[]> {
  const q = typed.replace(/^@/, '').trim();
  if (q.length < 2) return [];
  const titled = sql<boolean>`strpos(plain(title), plain(${q})) > 0`;
  const [people, groups, measures, deliverables, authorities] = await Promise.all([
    membersOf(db, group.id, { q, perPage: each * 2 }),
    db.selectFrom('groups').select(['slug', 'title']).where(titled).orderBy('title').limit(each).execute(),
    db
      .selectFrom('measures')
      .select(['slug', 'title'])
      .where(titled)
      .where('published', '=', true)
      .orderBy('title')
      .limit(each)
      .execute(),
    db
      .selectFrom('deliverables')
      .select(['slug', 'title'])
      .where(titled)
      .where('state', '=', 'published')
      .orderBy('title')
      .limit(each)
      .execute(),
    searchAuthorities(db, q, { limit: each, likeness: false }),
  ]);
  const link = (title: string, href: string) => `[${inLinkText(title)}](${href})`;
  return [
    ...people.members.map((member) => ({
      words: personMention(group.slug, { id: member.accountId, name: member.name }),
      kind: 'Personne',
      label: member.name,
      detail: [member.functionTitle, member.affiliation].filter(Boolean).join(' · '),
    })),
    ...groups.map(({ slug, title }) => ({
      words: link(title, `/groupes/${slug}`),
      kind: 'Groupe',
      label: title,
    })),
    ...measures.map(({ slug, title }) => ({
      words: link(title, `/agenda/${slug}`),
      kind: 'Mesure',
      label: title,
    })),
    ...deliverables.map(({ slug, title }) => ({
      words: link(title, `/livrables/${slug}`),
      kind: 'Livrable',
      label: title,
    })),
    ...authorities.slice(0, each).map((authority) => ({
      words: link(distinctName(authority), authorityUrl(authority)),
      kind: 'Collectivité',
      label: distinctName(authority),
    })),
  ];
}
