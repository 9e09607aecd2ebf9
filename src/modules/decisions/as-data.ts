import type { Paging } from '../../platform/http/index.ts';
import { machineDate } from '../../ui/index.ts';
import { choicesFor, fewestSecretVoices, ruleWords, type Tally } from './counting.ts';
import type { Decision, DecisionLine, DecisionList } from './queries.ts';

const lineAsData = (decision: DecisionLine, base: string) => ({
  number: decision.number,
  url: `${base}/${decision.number}`,
  title: decision.title,
  state: decision.state,
  mode: decision.mode,
  opens_at: decision.opensAt && machineDate(decision.opensAt, true),
  closes_at: decision.closesAt && machineDate(decision.closesAt, true),
  result: decision.result,
  decided_by: decision.decidedBy,
  decided_on: decision.decidedOn,
});

/** `/groupes/:slug/decisions.json` */
export function listAsData(list: DecisionList, paging: Paging, slug: string, publicUrl: string) {
  return {
    ...paging,
    counts: list.counts,
    items: list.items.map((line) => lineAsData(line, `${publicUrl}/groupes/${slug}/decisions`)),
  };
}

/** `/groupes/:slug/decisions/:number.json`: people are not named, nor what each said. */
export function decisionAsData(decision: Decision, tallies: readonly Tally[], publicUrl: string) {
  const base = `${publicUrl}/groupes/${decision.group.slug}/decisions`;
  const { replacedBy } = decision;
  return {
    ...lineAsData(decision, base),
    group: decision.group.slug,
    text: decision.body,
    why: decision.motivation,
    rule: ruleWords(decision),
    electorate: decision.electorate,
    voices: decision.countedAt ? voicesAsData(decision, tallies) : null,
    replaced_by: replacedBy?.isPublic ? `${base}/${replacedBy.number}` : null,
  };
}

function voicesAsData(decision: Decision, tallies: readonly Tally[]) {
  return choicesFor(decision).map(({ code, label }) => {
    const its = tallies.filter(({ choice }) => choice === code);
    return {
      choice: label,
      count: its.reduce((sum, { count }) => sum + count, 0),
      ...sides(decision, tallies, its),
    };
  });
}

function sides(decision: Decision, tallies: readonly Tally[], its: readonly Tally[]) {
  if (!decision.bySide) return {};
  const of = (side: 'etat' | 'collectivites') => {
    const all = tallies.filter((one) => one.side === side).reduce((sum, { count }) => sum + count, 0);
    if (decision.secret && all < fewestSecretVoices) return null;
    return its.filter((one) => one.side === side).reduce((sum, { count }) => sum + count, 0);
  };
  return { by_side: { etat: of('etat'), collectivites: of('collectivites') } };
}
