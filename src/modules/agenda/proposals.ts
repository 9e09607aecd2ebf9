import type { Db } from '../../platform/database/index.ts';
import { Refusal } from '../../platform/http/index.ts';
import { queueMail } from '../../platform/mail/index.ts';
import { record } from '../audit/index.ts';
import { addressOf } from '../identity/index.ts';
import type { MeasureContent } from './content.ts';
import { newSlug } from './editing.ts';
import { tellKeepers } from './keepers.ts';
import { proposalNotice } from './mails.ts';
import type { Proposal } from './proposal-queries.ts';
import { type By, createMeasure, sameContent, saveMeasure } from './saving.ts';

/** Files a correction, or a missing measure, and tells those who decide. Throws Refusal when it changes nothing. */
export async function propose(
  tx: Db,
  { authorId, now, publicUrl }: { authorId: string; now: Date; publicUrl: string },
  /** The measure as it is now, and the version that was before the author's eyes. */
  about: { measureId: string; version: number; content: MeasureContent } | null,
  content: MeasureContent,
  comment: string,
): Promise<string> {
  if (about && sameContent(about.content, content)) {
    throw new Refusal('Vous n’avez rien changé : modifiez ce que vous voulez corriger.');
  }
  const { id } = await tx
    .insertInto('measure_proposals')
    .values({
      measure_id: about?.measureId ?? null,
      base_version: about?.version ?? null,
      content: JSON.stringify(content),
      comment,
      author_id: authorId,
      created_at: now,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await tellKeepers(tx, { now, publicUrl });
  return id;
}

export async function withdrawProposal(tx: Db, id: string, now: Date): Promise<void> {
  await hold(tx, id);
  await tx
    .updateTable('measure_proposals')
    .set({ state: 'withdrawn', decided_at: now })
    .where('id', '=', id)
    .execute();
}

interface Deciding extends By {
  by: { id: string; name: string };
  publicUrl: string;
}

/** Publishes what was proposed, as the reviewer left it, and tells its author. Returns the measure's slug. */
export async function acceptProposal(
  tx: Db,
  act: Deciding,
  proposal: Proposal,
  wanted: { content: MeasureContent; reason: string; published: boolean; version: number | null },
): Promise<string> {
  await hold(tx, proposal.id);
  const saved = { origin: 'proposal', reason: wanted.reason, published: wanted.published } as const;
  const done = { measureId: proposal.measureId ?? '', slug: wanted.content.slug, version: 1 };
  if (proposal.measureId === null) {
    done.slug = await newSlug(tx, wanted.content.title);
    done.measureId = await createMeasure(tx, act, { ...wanted.content, slug: done.slug }, saved);
  } else {
    const target = { id: proposal.measureId, version: wanted.version };
    const { changed, version } = await saveMeasure(tx, act, target, wanted.content, saved);
    if (!changed)
      throw new Refusal('La mesure dit déjà cela : refusez la proposition, en le disant à son auteur.');
    done.version = version;
  }
  await tx
    .updateTable('measure_proposals')
    .set({
      state: 'accepted',
      measure_id: done.measureId,
      published_version: done.version,
      decided_by: act.by.id,
      decided_at: act.now,
      decision_reason: wanted.reason,
    })
    .where('id', '=', proposal.id)
    .execute();
  await tell(tx, act, proposal, {
    title: wanted.content.title,
    slug: wanted.published ? done.slug : null,
    accepted: true,
    reason: wanted.reason,
  });
  return done.slug;
}

/** Says no, and why. */
export async function refuseProposal(
  tx: Db,
  act: Deciding,
  proposal: Proposal,
  reason: string,
): Promise<void> {
  await hold(tx, proposal.id);
  await tx
    .updateTable('measure_proposals')
    .set({ state: 'refused', decided_by: act.by.id, decided_at: act.now, decision_reason: reason })
    .where('id', '=', proposal.id)
    .execute();
  const { title } = proposal.content;
  await record(tx, {
    actor: act.by,
    verb: 'measure.refuse-proposal',
    thing: { type: 'measure', id: proposal.measureId ?? proposal.id, label: title },
    detail: { reason },
  });
  await tell(tx, act, proposal, { title, slug: proposal.measureSlug, accepted: false, reason });
}

async function tell(
  tx: Db,
  { publicUrl }: Deciding,
  { id, authorId }: Proposal,
  decision: { title: string; slug: string | null; accepted: boolean; reason: string },
): Promise<void> {
  const to = await addressOf(tx, authorId);
  if (to) await queueMail(tx, { to, key: `proposal:${id}:decided`, ...proposalNotice(publicUrl, decision) });
}

/** Holds a proposal that still waits, so that it is decided once. */
async function hold(tx: Db, id: string): Promise<void> {
  const row = await tx
    .selectFrom('measure_proposals')
    .select('state')
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (row?.state !== 'waiting')
    throw new Refusal('Cette proposition n’attend plus : elle vient d’être traitée.');
}
