import type { AuthorityKind } from '../../platform/database/index.ts';
import {
  type Authority,
  type AuthoritySummary,
  kindLabel,
  populationSourceOf,
  type SourceLink,
} from '../territories/index.ts';

/** A number of people and who counted them. */
export interface Population {
  count: number;
  source: SourceLink | null;
}

/** All that rules may ask of one authority. What is not known is null, or missing from its map. */
export interface Facts {
  kind: AuthorityKind;
  /** « commune », « communauté d’agglomération » */
  kindWords: string;
  population: Population | null;
  /** The intercommunal body that it belongs to or is; null when there is none, which is a fact too. */
  epci: { name: string; population: Population | null } | null;
  /** Itself and all that it lies in: name by id. */
  within: ReadonlyMap<string, string>;
  /** What is known of it, by the code of the flag. */
  flags: ReadonlyMap<string, boolean>;
  /** Stages known to be reached, or known not to be, by `rollout/stage`. */
  stages: ReadonlyMap<string, boolean>;
}

const nothing: ReadonlyMap<string, boolean> = new Map();

function populationOf(authority: AuthoritySummary): Population | null {
  if (authority.population === null) return null;
  return { count: authority.population, source: populationSourceOf(authority) };
}

/** What is known of an authority beyond the official files. */
export interface Known {
  /** What was answered about it. */
  flags?: ReadonlyMap<string, boolean>;
  /** The stages that it is known to have reached or not, as `reachedBy` gives them. */
  stages?: ReadonlyMap<string, boolean>;
}

/**
 * The facts of an authority.
 * @param ancestors all that it lies in, as `surroundingsOf` gives them
 */
export function factsOf(
  authority: Authority,
  ancestors: readonly AuthoritySummary[],
  { flags = nothing, stages = nothing }: Known = {},
): Facts {
  const epci = authority.kind === 'epci' ? authority : ancestors.find(({ id }) => id === authority.epci_id);
  return {
    kind: authority.kind,
    kindWords: kindLabel(authority),
    population: populationOf(authority),
    epci: epci ? { name: epci.name, population: populationOf(epci) } : null,
    within: new Map([authority, ...ancestors].map(({ id, name }) => [id, name])),
    flags,
    stages,
  };
}
