import type { Db } from '../../platform/database/index.ts';
import { keepFile, type ReceivedFile } from '../../platform/files/index.ts';
import { Refusal } from '../../platform/http/index.ts';
import { machineDate } from '../../ui/index.ts';
import { record } from '../audit/index.ts';
import { assertStages } from './assertions.ts';
import { nothingBegun } from './place-schemas.ts';
import { type Rollout, stageOf } from './rollout.ts';
import type { Standing } from './standing.ts';

/** Who says where their own authority stands. */
export interface Declaring {
  by: { id: string; name: string };
  now: Date;
  rollout: Rollout;
  authority: { id: string; name: string };
}

export interface Declaration {
  /** Slug of the stage, or `rien`. */
  etape: string;
  depuis: string | null;
  bloquee: boolean;
  preuve: string;
  note: string;
  fichier?: ReceivedFile;
}

/** Of statements older than this, nobody here has a trace: a year typed wrong. */
const earliestDay = '1995-01-01';

/** Says where one's own authority stands. Who may is for the caller to check. Throws Refusal, by field. */
export async function declare(tx: Db, declaring: Declaring, declaration: Declaration): Promise<void> {
  const { etape, depuis, bloquee, preuve, note, fichier } = declaration;
  const stage = etape === nothingBegun ? null : (stageOf(declaring.rollout, etape)?.slug ?? undefined);
  if (stage === undefined) throw new Refusal('Choisissez une étape de la liste.', 'etape');
  const since = pastDay(depuis, declaring.now);
  await say(tx, declaring, {
    stage,
    since,
    blocked: bloquee,
    url: preuve || null,
    note: note || null,
    fileId: fichier ? await keepFile(tx, fichier) : null,
  });
}

/**
 * Says again, today, what is said of one's own authority: since the same day, at the same stage. Throws Refusal when nothing is
 * said that it could confirm.
 */
export async function confirmStanding(
  tx: Db,
  declaring: Declaring,
  standing: Standing | null,
): Promise<void> {
  if (standing === null || standing.basis === 'covered') {
    throw new Refusal('Il n’y a rien à confirmer : dites où vous en êtes.');
  }
  await say(tx, declaring, { stage: standing.stage, since: standing.since, blocked: standing.blocked });
}

/** How its form opens: with what is known; empty when nobody says, or when somebody does it for it. */
export function declaredValues(standing: Standing | null): Record<string, string> {
  if (standing === null || standing.basis === 'covered') return {};
  return {
    etape: standing.stage ?? nothingBegun,
    depuis: standing.since,
    ...(standing.blocked ? { bloquee: '1' } : {}),
  };
}

/** The day typed, today when none is. Throws Refusal when it is to come: what is to come is no fact yet. */
export function pastDay(typed: string | null, now: Date): string {
  const today = machineDate(now);
  if (typed !== null && typed > today) {
    throw new Refusal('Une date à venir n’est pas encore un fait : aujourd’hui au plus tard.', 'depuis');
  }
  if (typed !== null && typed < earliestDay) {
    throw new Refusal('Cette date est trop ancienne : vérifiez l’année.', 'depuis');
  }
  return typed ?? today;
}

async function say(
  tx: Db,
  { by, now, rollout, authority }: Declaring,
  statement: {
    stage: string | null;
    since: string;
    blocked: boolean;
    url?: string | null;
    note?: string | null;
    fileId?: string | null;
  },
): Promise<void> {
  await assertStages(
    tx,
    { rollout: rollout.slug, source: 'authority', toldBy: authority.name, accountId: by.id, now },
    [{ authorityId: authority.id, ...statement }],
  );
  await record(tx, {
    actor: by,
    verb: 'rollout.assert',
    thing: { type: 'authority', id: authority.id, label: authority.name },
    detail: { rollout: rollout.slug, stage: statement.stage, since: statement.since },
  });
}
