import type { Paging } from '../../platform/http/index.ts';
import {
  type Audience,
  describe,
  type Rule,
  ruleVersion,
  type Verdict,
  type Vocabulary,
} from '../audience/index.ts';
import type { Measure, Milestone } from './measure.ts';
import { type Period, periodWords } from './period.ts';
import type { Selection } from './select.ts';

function audienceAsData(rule: Rule, words: Vocabulary): Audience & { words: string } {
  return { version: ruleVersion, rule, words: describe(rule, words) };
}

export const periodAsData = (period: Period) => ({
  date: period.date,
  precision: period.precision,
  words: periodWords(period),
});

function milestoneAsData(milestone: Milestone, words: Vocabulary) {
  return {
    id: milestone.id,
    ...periodAsData(milestone),
    kind: milestone.kind,
    label: milestone.label,
    audience: milestone.audience && audienceAsData(milestone.audience, words),
    cancelled: milestone.cancelledAt !== null,
    updated_at: milestone.updatedAt,
    moves: milestone.moves.map((move) => ({
      from: periodAsData(move.from),
      to: periodAsData(move.to),
      reason: move.reason,
      source: move.source,
      at: move.at,
    })),
  };
}

/** `/agenda/:slug.json`; a measure whole. */
export function measureAsData(measure: Measure, words: Vocabulary, publicUrl: string) {
  return {
    slug: measure.slug,
    url: `${publicUrl}/agenda/${measure.slug}`,
    title: measure.title,
    theme: measure.theme,
    nature: measure.nature,
    status: measure.status,
    pilot: measure.pilot,
    summary: measure.summary,
    consequences: measure.consequences,
    audience: { ...audienceAsData(measure.audience, words), note: measure.audienceNote },
    legal_bases: measure.legalBases,
    milestones: measure.milestones.map((milestone) => milestoneAsData(milestone, words)),
    links: measure.links.map(({ kind, label, url, slug }) => ({
      kind,
      label,
      measure: slug,
      url: new URL(url, publicUrl).href,
    })),
    sources: measure.sources,
    confidence: measure.confidence,
    note: measure.note,
    updated_at: measure.updatedAt,
  };
}

/** `/agenda.json` */
export function listAsData(
  page: readonly { measure: Measure; verdict: Verdict | null }[],
  { values }: Selection,
  paging: Paging,
  words: Vocabulary,
  publicUrl: string,
) {
  return {
    ...paging,
    counts: values,
    items: page.map(({ measure, verdict }) => ({
      ...measureAsData(measure, words, publicUrl),
      // Of the authority that the address names.
      ...(verdict && { verdict }),
    })),
  };
}
