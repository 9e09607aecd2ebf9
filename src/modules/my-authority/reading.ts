import type { Db } from '../../platform/database/index.ts';
import type { Deps } from '../../platform/deps.ts';
import { keptWithContent } from '../../platform/http/index.ts';
import { machineDate } from '../../ui/index.ts';
import { type Measure, publishedMeasures } from '../agenda/index.ts';
import {
  type Facts,
  type Flag,
  factsOf,
  listFlags,
  type Rule,
  territoriesOf,
  type Vocabulary,
} from '../audience/index.ts';
import { type Authority, authoritiesByIds, type Placed } from '../territories/index.ts';
import type { Answers } from './answers.ts';
import { type Standing, standingIn } from './standing.ts';

/** What pages, data, calendars and mails need to tell where an authority stands. */
export interface Agenda {
  measures: readonly Measure[];
  flags: ReadonlyMap<string, Flag>;
  vocabulary: Vocabulary;
  /** The day in Paris. */
  today: string;
}

export interface Reading extends Agenda {
  facts: Facts;
  standing: Standing;
}

const readFlags = keptWithContent(listFlags);

/** Names of the territories that rules name, kept for the measures that name them. */
const namesOf = new WeakMap<readonly Measure[], Promise<ReadonlyMap<string, string>>>();

function territoryNames(db: Db, measures: readonly Measure[]): Promise<ReadonlyMap<string, string>> {
  const known = namesOf.get(measures);
  if (known) return known;
  const rules: Rule[] = measures.flatMap(({ audience, milestones }) => [
    audience,
    ...milestones.flatMap((milestone) => milestone.audience ?? []),
  ]);
  const names = authoritiesByIds(db, rules.flatMap(territoriesOf)).then(
    (found) => new Map([...found].map(([id, { name }]) => [id, name])),
  );
  namesOf.set(measures, names);
  names.catch(() => namesOf.delete(measures));
  return names;
}

/** The agenda as it is now. */
export async function readAgenda(deps: Pick<Deps, 'db' | 'pageCache' | 'clock'>): Promise<Agenda> {
  const [measures, flags] = await Promise.all([publishedMeasures(deps), readFlags(deps)]);
  const territories = await territoryNames(deps.db, measures);
  return { measures, flags, vocabulary: { flags, territories }, today: machineDate(deps.clock.now()) };
}

/** Where an authority stands with it. */
export function readingOf(agenda: Agenda, { authority, ancestors }: Placed, answers?: Answers): Reading {
  const facts = factsOf(authority, ancestors, answers);
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
