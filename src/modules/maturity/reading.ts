import type { Deps } from '../../platform/deps.ts';
import {
  narrow,
  type Resource,
  resourceIndex,
  resourcesByIds,
  resourcesBySlugs,
  type Suited,
  suitedOf,
  type Taxonomy,
  taxonomy,
} from '../catalogue/index.ts';
import {
  type Authority,
  type AuthorityHit,
  authoritiesByIds,
  authorityNamed,
  findAuthority,
} from '../territories/index.ts';
import type { Assessment } from './assessments.ts';
import { type Means, meansOfSimilar } from './figures.ts';
import type { Holder, Way } from './holder.ts';
import type { Model } from './model.ts';
import { type Advice, adviceFor } from './recommending.ts';
import { groupOf, type SimilarGroup } from './similar.ts';

/** Which authority a result is read for. */
export interface Subject {
  authority: Authority | null;
  suited: Suited | null;
  /** What was typed, and what it may name, when a visitor names an authority. */
  typed: string;
  choices: readonly AuthorityHit[] | null;
}

export interface NamedQuery {
  collectivite: string;
  collectivite_id: string;
}

/** The authority of the account; a visitor without one may name theirs in the address, which nothing keeps. */
export async function subjectOf(
  { db }: Pick<Deps, 'db'>,
  holder: Holder,
  { collectivite, collectivite_id }: NamedQuery,
): Promise<Subject> {
  if ('authorityId' in holder) {
    const authority = (await findAuthority(db, holder.authorityId)) ?? null;
    return { authority, suited: authority && (await suitedOf({ db }, authority)), typed: '', choices: null };
  }
  const typed = collectivite || collectivite_id;
  const named = typed ? await authorityNamed(db, typed, collectivite_id) : null;
  const authority = named && 'authority' in named ? named.authority : null;
  return {
    authority,
    suited: authority && (await suitedOf({ db }, authority)),
    typed: collectivite,
    choices: named && 'choices' in named ? named.choices : null,
  };
}

/** Comparison with authorities of the same kind and size. */
export interface Comparison {
  group: SimilarGroup;
  /** Null while too few answered. */
  means: Means | null;
}

export async function comparisonFor(
  { db }: Pick<Deps, 'db'>,
  model: Model,
  way: Way,
  { authority }: Subject,
): Promise<Comparison | null> {
  const group = authority && groupOf(authority);
  if (!authority || !group) return null;
  // Only its own people know what an authority answered: for anybody else, leaving it out would tell it.
  return { group, means: await meansOfSimilar(db, model, group, way.shared ? authority.id : null) };
}

/** What is proposed, with what it takes to show it. */
export interface AdviceReading {
  advice: Advice<Resource>;
  taxonomy: Taxonomy;
  /** Names of territories by id. */
  places: ReadonlyMap<string, string>;
}

export async function readAdvice(
  deps: Deps,
  model: Model,
  { answers, scores }: Pick<Assessment, 'answers' | 'scores'>,
  { suited }: Subject,
): Promise<AdviceReading> {
  const slugs = model.questions.flatMap(({ recommendations }) => recommendations.flatMap((one) => one.slugs));
  const [resources, mutualising, known] = await Promise.all([
    resourcesBySlugs(deps.db, [...new Set(slugs)]),
    suited ? readMutualising(deps, suited) : [],
    taxonomy(deps),
  ]);
  const advice = adviceFor(model, answers, scores, { resources, mutualising, suited });
  const shown = [
    ...[...advice.first, ...advice.others].flatMap(({ recommendations }) =>
      recommendations.map(({ resource }) => resource),
    ),
    ...(advice.mutualisation?.resources ?? []),
  ];
  const places = await authoritiesByIds(
    deps.db,
    shown.flatMap(({ territories }) => [...territories]),
  );
  return {
    advice,
    taxonomy: known,
    places: new Map([...places].map(([id, { name }]) => [id, name])),
  };
}

/** Resources on data about mutualisation that suit an authority: those of its own territory first, then people who help. */
async function readMutualising(deps: Deps, suited: Suited): Promise<Resource[]> {
  const { ids } = narrow(await resourceIndex(deps), {
    catalogue: 'donnees',
    facets: new Map([['themes', ['mutualisation']]]),
    suits: suited,
  });
  const nearness = ({ territories, facets }: Resource) =>
    (territories.length > 0 ? 2 : 0) + (facets.kind?.includes('accompagnement') ? 1 : 0);
  return (await resourcesByIds(deps.db, ids)).sort((one, other) => nearness(other) - nearness(one));
}
