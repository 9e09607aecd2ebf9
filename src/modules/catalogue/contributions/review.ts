import type { Db } from '../../../platform/database/index.ts';
import { type ResourceContent, resourceContent } from '../resources/content.ts';
import {
  type ContentField,
  contentChanges,
  contentFields,
  contentLabels,
  type FieldChange,
  meaningsFor,
  wordsOf,
} from '../resources/content-words.ts';
import { contentOf, type Resource, resourceOf, selectResources } from '../resources/resource.ts';
import type { Contribution } from './contribution.ts';
import { mergeProposal } from './merge.ts';

/** A proposal put into the resource as it is now. */
export interface Review {
  /** Null for a resource that is missing. */
  current: Resource | null;
  content: ResourceContent;
  /** What differs from the resource as it is now. */
  changes: FieldChange[];
  /** What is said of a resource that is missing, in words; what nobody was asked is left out. */
  told: { field: ContentField; name: string; words: string }[];
  /** What somebody else changed as well since the proposal was written, in words. */
  conflicts: { name: string; theirs: string; proposed: string }[];
  /** Whether the resource changed since. */
  moved: boolean;
}

/** What the form of a contributor does not ask. */
const notAsked: ReadonlySet<ContentField> = new Set(['catalogue', 'language', 'confidence', 'checked_on']);

/** Null for a report. */
export async function reviewOf(
  db: Db,
  { resource, baseVersion, content: proposed }: Contribution,
): Promise<Review | null> {
  if (proposed === null) return null;
  const row = resource && (await selectResources(db).where('id', '=', resource.id).executeTakeFirst());
  if (!row) {
    const words = wordsOf(proposed, await meaningsFor(db, [proposed]));
    const told = contentFields.flatMap((field) =>
      words[field] === '' || notAsked.has(field)
        ? []
        : [{ field, name: contentLabels[field], words: words[field] }],
    );
    return { current: null, content: proposed, changes: [], told, conflicts: [], moved: false };
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
    told: [],
    conflicts: conflicts.map((field) => ({
      name: contentLabels[field],
      theirs: theirs[field],
      proposed: mine[field],
    })),
    moved: current.version !== baseVersion,
  };
}
