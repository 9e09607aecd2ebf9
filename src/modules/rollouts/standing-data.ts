import type { Authority } from '../territories/index.ts';
import { standingHref } from './place-address.ts';
import type { Rollout } from './rollout.ts';
import type { Standing } from './standing.ts';
import { nextStep, standingSentence } from './standing-words.ts';
import type { Told } from './told.ts';

/** Where an authority stands in a rollout, as data. `basis` is null when nobody says (« non renseignée »). */
export function standingAsData(
  rollout: Rollout,
  authority: Authority,
  concerned: { segment: string | null } | null,
  standing: Standing | null,
  publicUrl: string,
) {
  const next = concerned ? nextStep(rollout, standing) : null;
  return {
    rollout: rollout.slug,
    title: rollout.title,
    segment: concerned?.segment ?? null,
    basis: standing?.basis ?? null,
    source: standing?.source ?? null,
    stage: standing?.stage ?? null,
    position: standing?.position ?? null,
    since: standing?.since ?? null,
    blocked: standing?.blocked ?? false,
    contradicted: standing?.contradicted ?? false,
    provider: standing?.provider ?? null,
    words: standingSentence(rollout, standing),
    next_stage: next?.to === 'reach' ? next.stage.slug : null,
    url: publicUrl + standingHref(rollout, authority),
  };
}

/** What somebody said, as data: the body that speaks, never the person. */
export const toldAsData = (told: Told) => ({
  kind: told.what,
  id: told.id,
  source: told.source,
  told_by: told.toldBy,
  stage: told.stage,
  blocked: told.blocked,
  provider: told.provider,
  since: told.since,
  recorded_at: told.recordedAt,
  evidence_url: told.evidenceUrl,
  evidence_note: told.evidenceNote,
  retracted: told.retracted,
  contest: told.contest && {
    at: told.contest.at,
    reason: told.contest.reason,
    decision: told.contest.decision,
    decision_reason: told.contest.decisionReason,
  },
});
