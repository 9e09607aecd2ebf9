import type { Deps } from '../../platform/deps.ts';
import { machineDate } from '../../ui/index.ts';
import { type Measure, publishedMeasures, ruleWords } from '../agenda/index.ts';
import { type Facts, type Flag, factsOf, type Stages, type Vocabulary } from '../audience/index.ts';
import type { Authority, Placed } from '../territories/index.ts';
import type { Answers } from './answers.ts';
import { type Standing, standingIn } from './standing.ts';

/** What pages, data, calendars and mails need to tell where an authority stands. */
export interface Agenda {
  measures: readonly Measure[];
  flags: ReadonlyMap<string, Flag>;
  vocabulary: Vocabulary;
  /** What is known of the stages that an authority has reached. */
  reachedBy: Stages['reachedBy'];
  /** The day in Paris. */
  today: string;
}

export interface Reading extends Agenda {
  facts: Facts;
  standing: Standing;
}

/** The agenda as it is now. */
export async function readAgenda(deps: Pick<Deps, 'db' | 'pageCache' | 'clock'>): Promise<Agenda> {
  const [measures, words] = await Promise.all([publishedMeasures(deps), ruleWords(deps)]);
  return {
    measures,
    flags: words.flags,
    vocabulary: words,
    reachedBy: words.reachedBy,
    today: machineDate(deps.clock.now()),
  };
}

/** What the rules may ask of an authority: with what was answered, when it was. */
export function factsIn({ reachedBy }: Agenda, { authority, ancestors }: Placed, answers?: Answers): Facts {
  return factsOf(authority, ancestors, { flags: answers, stages: reachedBy(authority.id) });
}

/** Where an authority stands with it. */
export function readingOf(agenda: Agenda, place: Placed, answers?: Answers): Reading {
  const facts = factsIn(agenda, place, answers);
  return {
    ...agenda,
    facts,
    standing: standingIn(agenda.measures, facts, agenda.vocabulary, agenda.today),
  };
}

/** Whether we say what concerns an authority: not of one that is no more, nor where the texts do not all apply. */
export function isTold({ zone, ended_at }: Pick<Authority, 'zone' | 'ended_at'>): boolean {
  return zone !== 'com' && ended_at === null;
}
