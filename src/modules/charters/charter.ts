import { type Selectable, sql } from 'kysely';
import type { CharterVersions, Db, SignatoryKind } from '../../platform/database/index.ts';
import type { Deps } from '../../platform/deps.ts';
import { found, keptWithContent } from '../../platform/http/index.ts';
import { type CharterContent, charterContent, type Pledge, pledgeList, provenance } from './content.ts';

/** One text of a charter, as it was published and will stay. */
export interface Version {
  number: number;
  /** Markdown, without the pledges. */
  body: string;
  pledges: readonly Pledge[];
  /** The whole text that is signed, and its SHA-256. */
  text: string;
  hash: string;
  validMonths: number;
  reason: string;
  publishedAt: Date;
  sources: Pledge['sources'];
  confidence: Pledge['confidence'];
  note: string | null;
}

export interface Charter extends CharterContent {
  slug: string;
  title: string;
  /** Slug of the project group that keeps it. */
  group: string;
  /** The version in force. */
  version: Version;
}

const unknown = 'Cette charte n’existe pas.';

/** All charters in their order, each with its version in force, kept until the content changes. */
export const allCharters: (from: Pick<Deps, 'db' | 'pageCache'>) => Promise<readonly Charter[]> =
  keptWithContent((db) => listCharters(db));

/** The charter of this slug. Throws the refusal of a thing that does not exist. */
export async function charterAt(from: Pick<Deps, 'db' | 'pageCache'>, slug: string): Promise<Charter> {
  return found(
    (await allCharters(from)).find((one) => one.slug === slug),
    unknown,
  );
}

export async function listCharters(db: Db): Promise<Charter[]> {
  const [charters, versions] = await Promise.all([
    db
      .selectFrom('charters')
      .select(['slug', 'title', 'group_slug', 'content'])
      .orderBy('position')
      .execute(),
    db
      .selectFrom('charter_versions')
      .selectAll()
      .where(
        sql<boolean>`number = (select max(number) from charter_versions as others where others.charter = charter_versions.charter)`,
      )
      .execute(),
  ]);
  return charters.flatMap(({ slug, title, group_slug, content }) => {
    const version = versions.find(({ charter }) => charter === slug);
    if (!version) return [];
    return { slug, title, group: group_slug, ...charterContent.parse(content), version: versionOf(version) };
  });
}

function versionOf(row: Selectable<CharterVersions>): Version {
  return {
    number: row.number,
    body: row.body,
    pledges: pledgeList.parse(row.pledges),
    text: row.text,
    hash: row.hash,
    validMonths: row.valid_months,
    reason: row.reason,
    publishedAt: row.published_at,
    ...provenance.parse(row.provenance),
  };
}

export interface VersionEntry {
  number: number;
  hash: string;
  reason: string;
  publishedAt: Date;
}

/** The latest first. */
export async function listVersions(db: Db, charter: string): Promise<VersionEntry[]> {
  return db
    .selectFrom('charter_versions')
    .select(['number', 'hash', 'reason', 'published_at as publishedAt'])
    .where('charter', '=', charter)
    .orderBy('number', 'desc')
    .limit(200)
    .execute();
}

export async function versionAt(db: Db, charter: string, number: number): Promise<Version> {
  const row = await db
    .selectFrom('charter_versions')
    .selectAll()
    .where('charter', '=', charter)
    .where('number', '=', number)
    .executeTakeFirst();
  return versionOf(found(row, 'Cette version n’existe pas.'));
}

export const pledgesOf = ({ pledges }: Pick<Version, 'pledges'>, party: SignatoryKind): Pledge[] =>
  pledges.filter((pledge) => pledge.party === party);
