import { formatDate } from '../../ui/index.ts';
import type { Looking } from './looking.ts';
import type { LookingQuery } from './looking-query.ts';

/** What the address asks to look at; a day to come is today. */
export function lookingOf(query: Pick<LookingQuery, 'au' | 'connu-le'>, today: string): Looking {
  const past = (day: string | undefined) => (day !== undefined && day < today ? day : null);
  return { on: past(query.au), knownOn: past(query['connu-le']) };
}

/** « Au 31 mars 2024, d’après ce qui était connu le 5 avril 2024 »; null for today. */
export function lookingWords({ on, knownOn }: Looking): string | null {
  if (on === null && knownOn === null) return null;
  const when = on === null ? 'Aujourd’hui' : `Au ${formatDate(on)}`;
  return knownOn === null
    ? `${when}, d’après ce que nous savons aujourd’hui`
    : `${when}, d’après ce qui était connu le ${formatDate(knownOn)}`;
}
