import { capitalised, formatNumber } from '../../../ui/index.ts';
import { type Taxonomy, valueLabel } from '../facets/taxonomy.ts';
import { timeWords } from '../list/asked-words.ts';
import type { Near } from '../nearness.ts';
import { termsOf } from '../resources/content.ts';
import type { Resource } from '../resources/resource.ts';
import type { Need } from './questions.ts';
import type { Answers, Fit, Relaxed } from './rule.ts';

const places: Readonly<Record<Near, string>> = {
  commune: 'votre commune',
  epci: 'votre intercommunalité',
  ept: 'votre territoire',
  departement: 'votre département',
  region: 'votre région',
  com: 'votre collectivité',
};

/** Said of its time by its kind, where the time itself is not known. */
const usualWords: Readonly<Record<string, string>> = {
  fiche: 'document court',
  affiche: 'document court',
  video: 'vidéo',
};

/** Why a resource was chosen: « Pour les élus ; pour réagir ; 5 min ; local : votre région ». */
export function reasonOf(
  { near, time, size }: Fit,
  { facets, effort, confidence }: Pick<Resource, 'facets' | 'effort' | 'confidence'>,
  { person, need, suits }: Answers,
  known: Taxonomy,
): string {
  const has = (term: string) => termsOf(facets).includes(term);
  const forPerson = person?.terms.some(has);
  const usual = time === 'usual' ? usualWords[facets.kind?.[0] ?? ''] : undefined;
  const parts = [
    forPerson && person?.words,
    need && needWords(need, has, known),
    effort?.label ?? usual,
    near && `local : ${places[near]}`,
    size && suits?.population != null && `prévu pour ${formatNumber(suits.population)} habitants`,
    facets.cost?.includes('gratuit') && 'gratuit',
    confidence === 'low' && 'à vérifier',
  ].filter((part) => typeof part === 'string');
  return capitalised(parts.join(' ; '));
}

/** What it is about, when that is not the need itself but something near: « à propos de : messagerie ». */
function needWords({ terms, words }: Need, has: (term: string) => boolean, known: Taxonomy): string {
  if (has(terms[0])) return words;
  const [facet = '', code = ''] = terms.find(has)?.split(':') ?? [];
  return `à propos de : ${valueLabel(known, facet, code).toLowerCase()}`;
}

/** What was left aside, and why; null when nothing was. */
export function relaxedWords(relaxed: readonly Relaxed[], { minutes, person }: Answers): string | null {
  const withoutTime = relaxed.includes('temps') ? ', sans tenir compte du temps' : '';
  if (relaxed.includes('qui') && person)
    return `Aucune ressource connue ne répond à ce besoin ${person.words} : voici celles qui y répondent pour d’autres${withoutTime}.`;
  if (withoutTime && minutes !== undefined)
    return `Aucune ressource connue ne répond à ce besoin en ${timeWords(minutes)} : voici celles qui y répondent${withoutTime}.`;
  return null;
}
