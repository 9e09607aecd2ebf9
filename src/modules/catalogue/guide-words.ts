import { formatNumber } from '../../ui/index.ts';
import type { Answers, Fit, Relaxed } from './guide-rule.ts';
import type { Near } from './nearness.ts';
import type { Resource } from './resource.ts';
import { timeWords } from './words.ts';

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
): string {
  const forPerson = person && Object.values(facets).some((codes) => codes.includes(codeOf(person.term)));
  const usual = time === 'usual' ? usualWords[facets.kind?.[0] ?? ''] : undefined;
  const parts = [
    forPerson && person.words,
    need?.words,
    effort?.label ?? usual,
    near && `local : ${places[near]}`,
    size && suits?.population != null && `prévu pour ${formatNumber(suits.population)} habitants`,
    facets.cost?.includes('gratuit') && 'gratuit',
    confidence === 'low' && 'à vérifier',
  ].filter((part) => typeof part === 'string');
  const words = parts.join(' ; ');
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}

const codeOf = (term: string): string => term.replace(/^[^:]*:/, '');

/** What was left aside, and why. */
export function relaxedWords(relaxed: readonly Relaxed[], { minutes, person }: Answers): string | null {
  if (relaxed.length === 0) return null;
  const [time, who] = [
    minutes !== undefined && relaxed.includes('temps') ? `à faire en ${timeWords(minutes)}` : '',
    person && relaxed.includes('qui') ? `faite ${person.words}` : '',
  ];
  const both = time && who ? 'de votre temps ni de qui vous êtes' : time ? 'du temps' : 'de qui vous êtes';
  return `Aucune ressource connue n’est ${[time, who].filter(Boolean).join(' et ')} pour ce besoin : voici celles qui y répondent, sans tenir compte ${both}.`;
}
