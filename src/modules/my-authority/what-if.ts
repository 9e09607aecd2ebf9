import type { Db } from '../../platform/database/index.ts';
import type { Measure } from '../agenda/index.ts';
import { evaluate, type Facts, reasonOf, type Verdict, withPeople } from '../audience/index.ts';
import {
  type AuthoritySummary,
  findAuthority,
  type Placed,
  resolveAuthority,
  searchAuthorities,
} from '../territories/index.ts';
import type { Agenda } from './reading.ts';
import { isOver } from './standing.ts';

/** A measure that would concern the authority otherwise, and why. */
export interface Change {
  measure: Measure;
  from: Verdict;
  to: Verdict;
  reason: string;
}

/** What would change if the facts were others, by what it would become. */
export function changesBetween({ measures, vocabulary }: Agenda, now: Facts, then: Facts): Change[] {
  return measures
    .filter((measure) => !isOver(measure))
    .flatMap((measure) => {
      const from = evaluate(measure.audience, now).verdict;
      const trace = evaluate(measure.audience, then);
      if (from === trace.verdict) return [];
      return [{ measure, from, to: trace.verdict, reason: reasonOf(trace, then, vocabulary) }];
    });
}

/** The largest number of people that makes sense: that of the country. */
const mostPeople = 70_000_000;

/** « 3 600 » as people write it. Null for what is no number of people. */
export function readPeople(typed: string): number | null {
  const digits = typed.replace(/[\s.\u00a0\u202f]|habitants?/gi, '');
  if (!/^\d{1,9}$/.test(digits)) return null;
  const count = Number(digits);
  return count <= mostPeople ? count : null;
}

export interface WhatIf {
  population: number;
  /** Merged with. */
  partner: AuthoritySummary | null;
  facts: Facts;
}

export interface WhatIfErrors {
  population?: string;
  avec?: string;
}

/** What is supposed, or what is wrong with it by field; null when nothing is supposed yet. */
export async function readWhatIf(
  db: Db,
  { authority }: Placed,
  now: Facts,
  typed: { population: string; avec: string; avec_id: string },
): Promise<{ supposed: WhatIf } | { errors: WhatIfErrors } | null> {
  if (typed.avec !== '') {
    if (typed.population !== '') {
      return {
        errors: { avec: 'Choisissez l’un ou l’autre : une autre population, ou une commune voisine.' },
      };
    }
    const partner = await partnerNamed(db, authority, typed);
    if (typeof partner === 'string') return { errors: { avec: partner } };
    const population = (authority.population ?? 0) + (partner.population ?? 0);
    return { supposed: { population, partner, facts: withPeople(now, 'population', population) } };
  }
  if (typed.population === '') return null;
  const population = readPeople(typed.population);
  if (population === null) {
    return { errors: { population: 'Écrivez un nombre d’habitants, en chiffres. Exemple : 3600' } };
  }
  return { supposed: { population, partner: null, facts: withPeople(now, 'population', population) } };
}

/** The commune that is meant, or why one cannot merge with it. */
async function partnerNamed(
  db: Db,
  authority: Placed['authority'],
  { avec, avec_id }: { avec: string; avec_id: string },
): Promise<Placed['authority'] | string> {
  if (authority.kind !== 'commune') return 'Seules deux communes peuvent fusionner ici.';
  const chosen = avec_id === '' ? undefined : await resolveAuthority(db, avec_id);
  const partner = chosen ?? (await resolveAuthority(db, avec)) ?? (await communeNamed(db, authority, avec));
  if (!partner) return `Aucune commune voisine ne répond à « ${avec.slice(0, 80)} ». Essayez son code INSEE.`;
  if (partner.kind !== 'commune') return `${partner.name} n’est pas une commune.`;
  if (partner.id === authority.id) return 'C’est la même commune : choisissez-en une autre.';
  const isNear =
    (partner.department_id !== null && partner.department_id === authority.department_id) ||
    (partner.epci_id !== null && partner.epci_id === authority.epci_id);
  if (!isNear) return `${partner.name} n’est ni de la même intercommunalité ni du même département.`;
  if (authority.population === null || partner.population === null) {
    return 'La population de l’une des deux communes n’est pas connue.';
  }
  return partner;
}

const mostNamesakes = 20;

/** Of the communes of this name, that of the same intercommunal body, or else of the same département. */
async function communeNamed(
  db: Db,
  authority: Placed['authority'],
  name: string,
): Promise<Placed['authority'] | undefined> {
  const hits = await searchAuthorities(db, name, {
    kinds: ['commune'],
    likeness: false,
    limit: mostNamesakes,
  });
  const exact = hits.filter((hit) => hit.exact);
  const near = exact.filter(({ place }) => place === authority.place);
  const found = near[0] ?? exact[0] ?? (hits.length === 1 ? hits[0] : undefined);
  return found && findAuthority(db, found.id);
}
