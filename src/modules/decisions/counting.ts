import type { DecisionMode, DecisionVoters, Side } from '../../platform/database/index.ts';
import { capitalised, formatNumber, plural } from '../../ui/index.ts';

/** How a decision is voted, as its count needs to know it. */
export interface Rule {
  mode: DecisionMode;
  voters: DecisionVoters | null;
  bySide: boolean;
  secret: boolean;
  /** None: yes, yes with a reservation, no. */
  options: readonly string[];
  quorum: Quorum;
}

export type Quorum = { count: number } | { percent: number } | null;

/** The voices of one side for one choice; `none` for those of neither side. */
export interface Tally {
  side: Side | 'none';
  choice: string;
  count: number;
  reservations: readonly string[];
}

const yesOrNo = [
  { code: 'oui', label: 'Pour' },
  { code: 'reserve', label: 'Pour, avec une réserve' },
  { code: 'non', label: 'Contre' },
] as const;

const abstention = { code: 'abstention', label: 'Abstention' } as const;

const codeOf = (index: number): string => `option-${index + 1}`;

/** What may be answered, by the code that a form sends. */
export function choicesFor({ options }: Pick<Rule, 'options'>): { code: string; label: string }[] {
  const own = options.length > 0 ? options.map((label, index) => ({ code: codeOf(index), label })) : yesOrNo;
  return [...own, abstention];
}

const voicesOf = (tallies: readonly Tally[], choices: readonly string[]): number =>
  tallies.reduce((sum, { choice, count }) => sum + (choices.includes(choice) ? count : 0), 0);

export const allVoices = (tallies: readonly Tally[]): number =>
  tallies.reduce((sum, { count }) => sum + count, 0);

const ofSide = (tallies: readonly Tally[], side: Side) => tallies.filter((tally) => tally.side === side);

/** How many voices the quorum takes. */
export function quorumNeeded(quorum: Quorum, electorate: number): number {
  if (!quorum) return 0;
  return 'count' in quorum ? quorum.count : Math.ceil((quorum.percent * electorate) / 100);
}

/** What has more voices than anything else: a choice that wins, or `null` where nothing does. Abstentions weigh nothing. */
function leader({ options }: Rule, tallies: readonly Tally[]): string | null {
  if (options.length === 0) {
    const [yes, no] = [voicesOf(tallies, ['oui', 'reserve']), voicesOf(tallies, ['non'])];
    return yes > no ? 'oui' : no > yes ? 'non' : null;
  }
  const ranked = options
    .map((_, index) => ({ code: codeOf(index), count: voicesOf(tallies, [codeOf(index)]) }))
    .sort((a, b) => b.count - a.count);
  const [first, second] = ranked;
  return first && first.count > 0 && first.count !== second?.count ? first.code : null;
}

export type Reason = 'quorum' | 'tie' | 'sides' | 'against' | 'won';

export interface Outcome {
  /** Without the quorum nothing was decided: no follow-up. */
  state: 'adopted' | 'rejected' | 'dropped';
  reason: Reason;
  /** What is retained, by its code. */
  winner: string | null;
}

/** What a vote gives, by its rule. */
export function outcomeOf(rule: Rule, tallies: readonly Tally[], electorate: number): Outcome {
  const voices = allVoices(tallies);
  if (voices === 0 || voices < quorumNeeded(rule.quorum, electorate)) {
    return { state: 'dropped', reason: 'quorum', winner: null };
  }
  const winner = leader(rule, tallies);
  if (winner === null) return { state: 'rejected', reason: 'tie', winner };
  if (winner === 'non') return { state: 'rejected', reason: 'against', winner: null };
  const both = (['etat', 'collectivites'] as const).every(
    (side) => leader(rule, ofSide(tallies, side)) === winner,
  );
  if (rule.bySide && !both) return { state: 'rejected', reason: 'sides', winner: null };
  return { state: 'adopted', reason: 'won', winner };
}

const reasonWords: Readonly<Record<Reason, string>> = {
  quorum: 'le quorum n’est pas atteint',
  tie: 'aucun choix n’a plus de voix que les autres',
  sides: 'il fallait une majorité de chaque côté',
  against: 'il y a plus de voix contre que pour',
  won: 'la majorité est acquise',
};

/** What came out, in a sentence: for an advice, without deciding anything. */
export function resultWords(rule: Rule, tallies: readonly Tally[], electorate: number): string {
  const counts = choicesFor(rule)
    .map(({ code, label }) => ({ label, count: voicesOf(tallies, [code]) }))
    .filter(({ count }) => count > 0)
    .map(({ label, count }) => `${label} : ${formatNumber(count)}`);
  const turnout = `${plural(allVoices(tallies), 'voix', 'voix')} sur ${formatNumber(electorate)}`;
  const told = [turnout, ...counts].join(' ; ');
  if (rule.mode === 'advice') return `${told}.`;
  const { reason, winner } = outcomeOf(rule, tallies, electorate);
  const retained =
    rule.options.length > 0 && winner ? choicesFor(rule).find(({ code }) => code === winner) : null;
  return `${told}. ${retained ? `Retenu : « ${retained.label} »` : capitalised(reasonWords[reason])}.`;
}

/** The rule, said before one votes and beside the result. */
export function ruleWords(rule: Rule): string[] {
  if (rule.mode === 'recorded') return [];
  const whose =
    rule.voters === 'organisation'
      ? 'Une voix par collectivité ou organisme, donnée par l’une de ses personnes membres du groupe.'
      : 'Une voix par personne, membre ou copilote du groupe.';
  const wins =
    rule.options.length > 0
      ? 'Est retenu le choix qui a le plus de voix ; à égalité, aucun.'
      : 'C’est adopté s’il y a plus de voix pour, réserves comprises, que de voix contre.';
  const quorum =
    rule.quorum === null
      ? null
      : 'count' in rule.quorum
        ? `Quorum : ${plural(rule.quorum.count, 'voix', 'voix')}, abstentions comprises ; sinon, c’est sans suite.`
        : `Quorum : ${rule.quorum.percent} % de ceux qui peuvent voter, abstentions comprises ; sinon, c’est sans suite.`;
  return [
    rule.mode === 'advice' ? 'Pour avis : les copilotes décideront ensuite, et diront pourquoi.' : wins,
    whose,
    rule.bySide && rule.mode === 'vote'
      ? 'Il faut en plus une majorité du côté de l’État et une du côté des collectivités.'
      : null,
    rule.mode === 'vote' ? quorum : null,
    rule.secret
      ? 'Vote secret : on saura qui a voté, jamais quoi. Une voix donnée ne se change plus, et rien n’est compté avant la fin.'
      : 'Vote nominatif : les membres du groupe lisent qui a voté quoi. Une voix se change jusqu’à la fin ; la dernière compte, toutes sont montrées.',
  ].filter((line) => line !== null);
}

/** Of a secret vote, a side with so few voices would tell who voted what. */
export const fewestSecretVoices = 3;
