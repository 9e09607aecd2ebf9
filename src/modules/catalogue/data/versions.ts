import type { Db } from '../../../platform/database/index.ts';
import { atomOf, toCsv } from '../../../platform/http/index.ts';
import { machineDate } from '../../../ui/index.ts';
import { resourceHref } from '../catalogues.ts';
import { resourceContent } from '../resources/content.ts';
import { contentChanges, type FieldChange, meaningsFor } from '../resources/content-words.ts';
import type { Resource } from '../resources/resource.ts';

/** One public state of a resource, and what it changed. */
export interface ResourceVersion {
  version: number;
  at: Date;
  /** What changed and why. */
  reason: string;
  /** Whom it is owed to, as they chose to be named. */
  credit: string | null;
  title: string;
  changes: readonly FieldChange[];
}

const mostVersions = 50;

/** The last versions that were public, the latest first; drafts are nobody's business. */
export async function publicVersions(db: Db, resourceId: string): Promise<ResourceVersion[]> {
  const rows = await db
    .selectFrom('resource_versions')
    .select(['version', 'at', 'reason', 'credit', 'content'])
    .where('resource_id', '=', resourceId)
    .where('published', '=', true)
    .orderBy('version', 'desc')
    .limit(mostVersions + 1)
    .execute();
  const read = rows.map((row) => ({ ...row, content: resourceContent.safeParse(row.content).data }));
  const meanings = await meaningsFor(
    db,
    read.flatMap(({ content }) => content ?? []),
  );
  return read.slice(0, mostVersions).map(({ content, ...row }, index) => {
    const before = read[index + 1]?.content;
    return {
      ...row,
      title: content?.title ?? '',
      changes: before && content ? contentChanges(before, content, meanings) : [],
    };
  });
}

const changedWords = (changes: readonly FieldChange[]): string => changes.map(({ name }) => name).join(', ');

/** `/catalogues/…/….csv`: one line a version. */
export function versionsAsCsv(versions: readonly ResourceVersion[]): string {
  return toCsv(
    ['version', 'date', 'titre', 'motif', 'change', 'credit'],
    versions.map(({ version, at, title, reason, changes, credit }) => [
      version,
      machineDate(at),
      title,
      reason,
      changedWords(changes),
      credit,
    ]),
  );
}

/** `/catalogues/…/….atom`: what changed in a resource, for a reader of feeds. */
export function versionsAsFeed(
  resource: Resource,
  versions: readonly ResourceVersion[],
  publicUrl: string,
): string {
  const url = publicUrl + resourceHref(resource);
  return atomOf({
    title: `${resource.title} : changements`,
    description: resource.summary,
    url,
    feedUrl: `${url}.atom`,
    publicUrl,
    entries: versions.map(({ version, at, reason, changes, title }) => ({
      id: `${url}#version-${version}`,
      title: `${title}, version ${version}`,
      link: url,
      updated: at,
      published: at,
      summary: [reason, ...(changes.length > 0 ? [`Ce qui change : ${changedWords(changes)}`] : [])],
    })),
  });
}
