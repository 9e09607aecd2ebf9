import type { Db } from '../../platform/database/index.ts';
import { Conflict, Refusal } from '../../platform/http/index.ts';
import { queueMail, queueMails } from '../../platform/mail/index.ts';
import { record } from '../audit/index.ts';
import { addressOf } from '../identity/index.ts';
import { type Act, openCase, placed, tellModerators } from './cases.ts';
import { kindOf } from './kinds/index.ts';
import { hiddenNotice, judgementNotice, outcomeNotice } from './mails.ts';
import { copilotingOf } from './moderators.ts';
import type { ModerationCase } from './queries.ts';
import { findCase } from './queries.ts';
import type { ReportableKind, ReportedThing } from './reportable.ts';
import { contestUntil } from './vocabulary.ts';

/** By which right, and why. */
export interface Ruling {
  as: 'copilot' | 'team';
  reason: string;
}

async function hold(tx: Db, id: string): Promise<void> {
  await tx.selectFrom('moderation_cases').select('id').where('id', '=', id).forUpdate().execute();
}

/** The case as it is once it is held; throws Conflict, with what the other person said, when it was dealt with meanwhile. */
async function stillOpen(tx: Db, { id }: ModerationCase, now: Date): Promise<ModerationCase> {
  await hold(tx, id);
  const found = await findCase(tx, id, now);
  if (!found) throw new Refusal('Ce signalement n’existe plus.');
  if (found.state === 'waiting') return found;
  throw new Conflict(
    `${found.decidedByName ?? 'Une autre personne'} vient de traiter ce signalement.`,
    { motif: found.decisionReason ?? '' },
    0,
  );
}

/** Leaves in place what was reported. */
export async function dismissCase(tx: Db, act: Act, one: ModerationCase, ruling: Ruling): Promise<void> {
  const open = await stillOpen(tx, one, act.now);
  const thing = await kindOf(open.kind).peek(tx, open.thingId);
  await settle(tx, act, open, { ...ruling, state: 'dismissed', text: thing?.text ?? null });
  await record(tx, {
    actor: act.by,
    verb: 'moderation.dismiss',
    thing: { type: 'moderation', id: open.id, label: open.label },
    detail: { ...placed(open), reason: ruling.reason },
  });
  await tellReporters(tx, act, open, 'dismissed', ruling.reason);
}

/** Hides what was reported. Throws Refusal when it is gone. */
export async function hideReported(tx: Db, act: Act, one: ModerationCase, ruling: Ruling): Promise<void> {
  const open = await stillOpen(tx, one, act.now);
  const thing = await kindOf(open.kind).peek(tx, open.thingId);
  if (!thing)
    throw new Refusal('Ce contenu a été supprimé : laissez-le, le signalement sera clos.', 'decision');
  await hideThing(tx, act, open, thing, ruling);
}

/** Hides a thing that nobody reported, or that others did: those are answered too. */
export async function hideAtOnce(
  tx: Db,
  act: Act,
  kind: ReportableKind,
  thing: ReportedThing,
  ruling: Ruling,
): Promise<void> {
  const audience = { forCopilots: ruling.as === 'copilot', forTeam: ruling.as === 'team' };
  const { id } = await openCase(tx, kind, thing, audience, act.now);
  const one = await findCase(tx, id, act.now);
  if (!one) throw new Refusal('Ce contenu n’existe plus.');
  await hideThing(tx, act, await stillOpen(tx, one, act.now), thing, ruling);
}

async function hideThing(
  tx: Db,
  act: Act,
  open: ModerationCase,
  thing: ReportedThing,
  ruling: Ruling,
): Promise<void> {
  const kind = kindOf(open.kind);
  if (!(await kind.hide(tx, { by: act.by, now: act.now, ...ruling }, thing.id)))
    throw new Refusal(`${kind.words.this} vient d’être supprimé ou masqué.`);
  await settle(tx, act, open, { ...ruling, state: 'hidden', text: thing.text });
  await record(tx, {
    actor: act.by,
    verb: 'moderation.hide',
    thing: { type: 'moderation', id: open.id, label: open.label },
    detail: { ...placed(open), reason: ruling.reason },
  });
  await tellReporters(tx, act, open, 'hidden', ruling.reason);
  const author = await addressOf(tx, open.authorId);
  if (!author) return;
  await queueMail(tx, {
    to: author,
    key: `moderation:${open.id}:hidden`,
    ...hiddenNotice(aboutOf(act, open), { ...ruling, text: thing.text, at: act.now }),
  });
}

async function settle(
  tx: Db,
  { by, now }: Act,
  { id, groupId }: ModerationCase,
  { as, reason, state, text }: Ruling & { state: 'hidden' | 'dismissed'; text: string | null },
): Promise<void> {
  const copiloting = as === 'copilot' ? await copilotingOf(tx, groupId, by.id) : undefined;
  await tx
    .updateTable('moderation_cases')
    .set({
      state,
      decided_at: now,
      decided_by: by.id,
      decided_as: as,
      decided_side: copiloting?.side ?? null,
      decision_reason: reason,
      decided_text: text,
      // Who decided looks at what becomes of it.
      ...(as === 'team' && { for_team: true }),
    })
    .where('id', '=', id)
    .execute();
}

/** Says once, with its author’s reasons, that a decision is contested. */
export async function contestDecision(
  tx: Db,
  { by, now, publicUrl }: Act,
  { id }: ModerationCase,
  text: string,
): Promise<void> {
  await hold(tx, id);
  const one = await findCase(tx, id, now);
  if (!one || one.authorId !== by.id || one.state !== 'hidden' || !one.decidedAt)
    throw new Refusal('Cette décision ne peut pas être contestée.');
  if (one.contested) throw new Refusal('Vous avez déjà contesté cette décision.');
  if (now > contestUntil(one.decidedAt)) throw new Refusal('Le délai pour contester est passé.');
  await tx
    .updateTable('moderation_cases')
    .set({ contested_at: now, contest: text })
    .where('id', '=', id)
    .execute();
  await record(tx, {
    actor: by,
    verb: 'moderation.contest',
    thing: { type: 'moderation', id, label: one.label },
    detail: placed(one),
  });
  await tellModerators(tx, { now, publicUrl }, { ...one, forTeam: true }, [by.id, one.decidedBy]);
}

/** Answers the author who contests: gives back what was hidden, or not. */
export async function judgeContest(
  tx: Db,
  act: Act,
  { id }: ModerationCase,
  { restores, reason }: { restores: boolean; reason: string },
): Promise<void> {
  await hold(tx, id);
  const one = await findCase(tx, id, act.now);
  if (!one?.contested) throw new Refusal('Cette contestation n’existe plus.');
  if (one.judged)
    throw new Conflict(
      `${one.judgedByName ?? 'Une autre personne'} vient de répondre à cette contestation.`,
      { motif: one.judgementReason ?? '' },
      0,
    );
  const kind = kindOf(one.kind);
  if (restores && !(await kind.restore(tx, one.thingId, act.now)))
    throw new Refusal(`${kind.words.this} n’existe plus : il ne peut pas être rétabli.`, 'decision');
  await tx
    .updateTable('moderation_cases')
    .set({
      judged_at: act.now,
      judged_by: act.by.id,
      judgement_reason: reason,
      ...(restores && { state: 'restored' as const }),
    })
    .where('id', '=', id)
    .execute();
  await record(tx, {
    actor: act.by,
    verb: restores ? 'moderation.restore' : 'moderation.maintain',
    thing: { type: 'moderation', id, label: one.label },
    detail: { ...placed(one), reason },
  });
  if (restores) await tellReporters(tx, act, one, 'restored', reason);
  const author = await addressOf(tx, one.authorId);
  if (!author) return;
  const href = restores ? ((await kind.peek(tx, one.thingId))?.href ?? null) : null;
  await queueMail(tx, {
    to: author,
    key: `moderation:${id}:judged`,
    ...judgementNotice(aboutOf(act, one), { restored: restores, reason, href }),
  });
}

async function tellReporters(
  tx: Db,
  act: Act,
  one: ModerationCase,
  outcome: 'hidden' | 'dismissed' | 'restored',
  reason: string,
): Promise<void> {
  const reporters = await tx
    .selectFrom('moderation_reports')
    .innerJoin('accounts', 'accounts.id', 'moderation_reports.reporter_id')
    .select(['accounts.id', 'accounts.email'])
    .where('case_id', '=', one.id)
    .where('accounts.state', '=', 'active')
    .where('accounts.id', '<>', act.by.id)
    .execute();
  await queueMails(
    tx,
    reporters.flatMap(({ id, email }) =>
      email
        ? [
            {
              to: email,
              key: `moderation:${one.id}:${outcome}:${id}`,
              ...outcomeNotice(aboutOf(act, one), { outcome, reason }),
            },
          ]
        : [],
    ),
  );
}

const aboutOf = ({ publicUrl }: Act, one: ModerationCase) => ({
  publicUrl,
  kind: kindOf(one.kind),
  thingId: one.thingId,
  label: one.label,
  groupTitle: one.groupTitle,
});
