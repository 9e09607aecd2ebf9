import type { Db } from '../../../platform/database/index.ts';
import { type ResourceContent, resourceContent } from '../content.ts';
import {
  contentChanges,
  contentFields,
  contentLabels,
  type FieldChange,
  meaningsFor,
  wordsOf,
} from '../content-words.ts';
import { contentOf, type Resource, resourceOf, selectResources } from '../resource.ts';
import type { Contribution } from './contribution.ts';
import { mergeProposal } from './merge.ts';

/** A proposal put into the resource as it is now. */
export interface Review {
  /** Null for a resource that is missing. */
  current: Resource | null;
  content: ResourceContent;
  changes: FieldChange[];
  /** What somebody else changed as well since the proposal was written, in words. */
  conflicts: { name: string; theirs: string; proposed: string }[];
  /** Whether the resource changed since. */
  moved: boolean;
}

/** Null for a report. */
export async function reviewOf(
  db: Db,
  { resource, baseVersion, content: proposed }: Contribution,
): Promise<Review | null> {
  if (proposed === null) return null;
  const row = resource && (await selectResources(db).where('id', '=', resource.id).executeTakeFirst());
  if (!row) {
    const words = wordsOf(proposed, await meaningsFor(db, [proposed]));
    const changes = contentFields.flatMap((field) =>
      words[field] === '' || field === 'catalogue'
        ? []
        : [{ field, name: contentLabels[field], parts: [{ value: words[field], added: true }] }],
    );
    return { current: null, content: proposed, changes, conflicts: [], moved: false };
  }
  const current = resourceOf(row);
  const kept = await db
    .selectFrom('resource_versions')
    .select('content')
    .where('resource_id', '=', current.id)
    .where('version', '=', baseVersion)
    .executeTakeFirst();
  const now = contentOf(current);
  const base = kept ? resourceContent.parse(kept.content) : now;
  const meanings = await meaningsFor(db, [base, proposed, now]);
  const { content, conflicts } = mergeProposal({ base, proposed, current: now }, meanings);
  const [theirs, mine] = [wordsOf(now, meanings), wordsOf(proposed, meanings)];
  return {
    current,
    content,
    changes: contentChanges(now, content, meanings),
    conflicts: conflicts.map((field) => ({
      name: contentLabels[field],
      theirs: theirs[field],
      proposed: mine[field],
    })),
    moved: current.version !== baseVersion,
  };
}
