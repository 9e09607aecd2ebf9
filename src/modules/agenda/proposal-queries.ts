import { sql } from 'kysely';
import type { Db, ProposalState } from '../../platform/database/index.ts';
import { bodyColumns, bodyWords, type Writer } from '../identity/index.ts';
import { type MeasureContent, measureContent } from './content.ts';
import {
  contentChanges,
  contentFields,
  contentLabels,
  type FieldChange,
  type Meanings,
  meaningsFor,
  wordsOf,
} from './content-words.ts';
import { type Current, currentOf } from './current.ts';
import { mergeProposal } from './proposal-merge.ts';

/** A correction of a measure, or one that is missing, as its author left it. */
export interface Proposal {
  id: string;
  /** Null for a missing measure, until it is published. */
  measureId: string | null;
  measureSlug: string | null;
  baseVersion: number | null;
  content: MeasureContent;
  comment: string;
  state: ProposalState;
  at: Date;
  authorId: string | null;
  author: Writer | null;
  decidedAt: Date | null;
  decisionReason: string | null;
}

function selectProposals(db: Db) {
  return db
    .selectFrom('measure_proposals as proposals')
    .leftJoin('measures', 'measures.id', 'proposals.measure_id')
    .leftJoin('accounts', 'accounts.id', 'proposals.author_id')
    .leftJoin('authorities', 'authorities.id', 'accounts.authority_id')
    .leftJoin('organisations', 'organisations.slug', 'accounts.organisation_slug')
    .selectAll('proposals')
    .select(['measures.slug', 'accounts.name as author', ...bodyColumns]);
}

type Row = Awaited<ReturnType<ReturnType<typeof selectProposals>['executeTakeFirstOrThrow']>>;

const proposalOf = (row: Row): Proposal => ({
  id: row.id,
  measureId: row.measure_id,
  measureSlug: row.slug,
  baseVersion: row.base_version,
  content: measureContent.parse(row.content),
  comment: row.comment,
  state: row.state,
  at: row.created_at,
  authorId: row.author_id,
  author: row.author === null ? null : { name: row.author, body: bodyWords(row) },
  decidedAt: row.decided_at,
  decisionReason: row.decision_reason,
});

export async function findProposal(db: Db, id: string): Promise<Proposal | null> {
  const row = await selectProposals(db).where('proposals.id', '=', id).executeTakeFirst();
  return row ? proposalOf(row) : null;
}

/** Those that wait first, the oldest of them first; then what was decided last. */
export async function proposalsToReview(db: Db): Promise<Proposal[]> {
  const rows = await selectProposals(db)
    .where('proposals.state', '<>', 'withdrawn')
    .orderBy(sql`proposals.state <> 'waiting'`)
    .orderBy(sql`case when proposals.state = 'waiting' then proposals.created_at end`)
    .orderBy('proposals.decided_at', 'desc')
    .limit(100)
    .execute();
  return rows.map(proposalOf);
}

export async function proposalsBy(db: Db, accountId: string): Promise<Proposal[]> {
  const rows = await selectProposals(db)
    .where('proposals.author_id', '=', accountId)
    .orderBy('proposals.created_at', 'desc')
    .limit(100)
    .execute();
  return rows.map(proposalOf);
}

export interface WaitingProposal {
  /** Of the measure as it is published; as proposed when it is missing. */
  title: string;
  isMissing: boolean;
  authorId: string | null;
}

/** What waits for a decision, the latest first. */
export async function waitingProposals(db: Db): Promise<WaitingProposal[]> {
  return db
    .selectFrom('measure_proposals as proposals')
    .leftJoin('measures', 'measures.id', 'proposals.measure_id')
    .where('proposals.state', '=', 'waiting')
    .orderBy('proposals.created_at', 'desc')
    .orderBy('proposals.id')
    .select([
      sql<string>`coalesce(measures.title, proposals.content ->> 'title')`.as('title'),
      sql<boolean>`proposals.measure_id is null`.as('isMissing'),
      'proposals.author_id as authorId',
    ])
    .execute();
}

export async function countWaiting(db: Db): Promise<number> {
  const { total } = await db
    .selectFrom('measure_proposals')
    .where('state', '=', 'waiting')
    .select((eb) => eb.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  return total;
}

/** A proposal put into the measure as it is now. */
export interface Review {
  /** Null for a missing measure. */
  current: Current | null;
  content: MeasureContent;
  changes: FieldChange[];
  /** What somebody else changed as well since the proposal was written, in words. */
  conflicts: { name: string; theirs: string; proposed: string }[];
  /** Whether the measure changed since. */
  moved: boolean;
  meanings: Meanings;
}

export async function reviewOf(db: Db, proposal: Proposal): Promise<Review> {
  const { measureId, baseVersion, content: proposed } = proposal;
  if (measureId === null) {
    const meanings = await meaningsFor(db, [proposed]);
    const words = wordsOf(proposed, meanings);
    const changes = contentFields.flatMap((field) =>
      words[field] === ''
        ? []
        : [{ field, name: contentLabels[field], parts: [{ value: words[field], added: true }] }],
    );
    return { current: null, content: proposed, changes, conflicts: [], moved: false, meanings };
  }
  const current = await currentOf(db, measureId);
  const kept = await db
    .selectFrom('measure_versions')
    .select('content')
    .where('measure_id', '=', measureId)
    .where('version', '=', baseVersion)
    .executeTakeFirst();
  const base = kept ? measureContent.parse(kept.content) : current.content;
  const meanings = await meaningsFor(db, [base, proposed, current.content]);
  const { content, conflicts } = mergeProposal({ base, proposed, current: current.content }, meanings);
  const [theirs, mine] = [wordsOf(current.content, meanings), wordsOf(proposed, meanings)];
  return {
    current,
    content,
    changes: contentChanges(current.content, content, meanings),
    conflicts: conflicts.map((field) => ({
      name: contentLabels[field],
      theirs: theirs[field],
      proposed: mine[field],
    })),
    moved: current.measure.version !== baseVersion,
    meanings,
  };
}
