import type { MeasureNature, MeasureStatus } from '../../platform/database/index.ts';
import type { Deps } from '../../platform/deps.ts';
import { type FieldErrors, Refusal } from '../../platform/http/index.ts';
import { type Facts, factsOf } from '../audience/index.ts';
import {
  type Authority,
  type AuthorityHit,
  authorityNamed,
  distinctName,
  surroundingsOf,
} from '../territories/index.ts';
import { type AgendaQuery, type Asked, natureWords, statusWords } from './list-query.ts';
import { ruleWords } from './rule-words.ts';
import { plainText, type Wanted } from './select.ts';

/** The filters of an address, read. */
export interface AgendaFilter {
  wanted: Wanted;
  /** Those that hold, as addresses carry them. */
  asked: Asked;
  /** What the fields of the form show: names for codes, and what was typed wrong as it was typed. */
  shown: Asked;
  /** What cannot be understood, by field: it filters nothing. */
  errors: FieldErrors;
  /** Of a name that several authorities bear: those. */
  choices: Partial<Record<'collectivite' | 'territoire', readonly AuthorityHit[]>>;
  /** The authority that was named, and what is known of it. */
  authority: { authority: Authority; facts: Facts } | null;
}

const mostWords = 8;
const mostPeople = 100_000_000;
const [firstYear, lastYear] = [1900, 2199];

export async function readFilter(
  deps: Pick<Deps, 'db' | 'pageCache'>,
  query: Omit<AgendaQuery, 'page'>,
): Promise<AgendaFilter> {
  const filter: AgendaFilter = {
    wanted: {},
    asked: {},
    shown: {},
    errors: {},
    choices: {},
    authority: null,
  };
  readWords(filter, query);
  readNumbers(filter, query);
  await Promise.all([readAuthority(filter, deps, query), readTerritory(filter, deps.db, query)]);
  return filter;
}

/** The same for data: what cannot be understood is refused, since nobody would see that it filters nothing. */
export async function readFilterOrRefuse(
  deps: Pick<Deps, 'db' | 'pageCache'>,
  query: Omit<AgendaQuery, 'page'>,
): Promise<AgendaFilter> {
  const filter = await readFilter(deps, query);
  const [error] = Object.entries(filter.errors);
  if (error) throw new Refusal(`${error[0]} : ${error[1]}`, error[0]);
  return filter;
}

function readWords(
  filter: AgendaFilter,
  { q, theme, nature, statut, type }: Omit<AgendaQuery, 'page'>,
): void {
  const { wanted, asked } = filter;
  const words = plainText(q).split(/\s+/).filter(Boolean).slice(0, mostWords);
  if (words.length > 0) {
    wanted.q = words;
    asked.q = q;
  }
  if (theme) {
    wanted.theme = theme;
    asked.theme = theme;
  }
  const wantedNature = codeOf<MeasureNature>(natureWords, nature);
  if (wantedNature) {
    wanted.nature = wantedNature;
    asked.nature = nature;
  }
  const wantedStatus = codeOf<MeasureStatus>(statusWords, statut);
  if (wantedStatus) {
    wanted.statut = wantedStatus;
    asked.statut = statut;
  }
  if (type) {
    wanted.type = type;
    asked.type = type;
  }
  Object.assign(filter.shown, asked);
}

function codeOf<T extends string>(words: Record<T, string>, word: string | undefined): T | undefined {
  for (const code in words) if (words[code] === word) return code;
  return undefined;
}

function readNumbers(filter: AgendaFilter, query: Omit<AgendaQuery, 'page'>): void {
  const { wanted, asked, shown } = filter;
  const people = query.population.replace(/[\s.\u00a0\u202f]/g, '');
  if (people !== '') {
    shown.population = query.population.slice(0, 20);
    if (/^\d{1,9}$/.test(people) && Number(people) <= mostPeople) {
      wanted.population = Number(people);
      asked.population = people;
    } else {
      refuse(filter, 'population', 'Indiquez un nombre d’habitants, sans signe. Exemple : 3500');
    }
  }
  for (const name of ['de', 'a'] as const) {
    const typed = query[name];
    if (typed === '') continue;
    shown[name] = typed.slice(0, 20);
    const year = /^\d{4}$/.test(typed) ? Number(typed) : Number.NaN;
    if (year >= firstYear && year <= lastYear) {
      wanted[name] = year;
      asked[name] = typed;
    } else {
      refuse(filter, name, 'Indiquez une année, en quatre chiffres. Exemple : 2027');
    }
  }
  if (wanted.de !== undefined && wanted.a !== undefined && wanted.de > wanted.a) {
    refuse(filter, 'a', `La période finit avant de commencer : indiquez ${wanted.de} ou plus tard.`);
    for (const name of ['de', 'a'] as const) {
      delete wanted[name];
      delete asked[name];
    }
  }
}

function refuse(filter: AgendaFilter, name: string, message: string): void {
  filter.errors = { ...filter.errors, [name]: message };
}

async function readAuthority(
  filter: AgendaFilter,
  deps: Pick<Deps, 'db' | 'pageCache'>,
  query: Omit<AgendaQuery, 'page'>,
): Promise<void> {
  const typed = query.collectivite_id || query.collectivite;
  const authority = typed ? await named(filter, 'collectivite', deps.db, typed) : null;
  if (!authority) return;
  const [{ ancestors }, { reachedBy }] = await Promise.all([
    surroundingsOf(deps.db, authority.id),
    ruleWords(deps),
  ]);
  const facts = factsOf(authority, ancestors, { stages: reachedBy(authority.id) });
  filter.authority = { authority, facts };
  filter.wanted.collectivite = facts;
}

async function readTerritory(
  filter: AgendaFilter,
  db: Deps['db'],
  { territoire }: Pick<AgendaQuery, 'territoire'>,
): Promise<void> {
  const place = territoire ? await named(filter, 'territoire', db, territoire) : null;
  if (!place) return;
  const { id, name, kind, ancestors } = place;
  filter.wanted.territoire = { id, name, kind, ancestors };
}

async function named(
  filter: AgendaFilter,
  name: 'collectivite' | 'territoire',
  db: Deps['db'],
  typed: string,
): Promise<Authority | null> {
  const found = await authorityNamed(db, typed);
  if ('authority' in found) {
    filter.asked[name] = found.authority.id;
    filter.shown[name] = distinctName(found.authority);
    return found.authority;
  }
  filter.shown[name] = typed;
  filter.choices[name] = found.choices;
  refuse(
    filter,
    name,
    found.choices.length > 0
      ? 'Plusieurs collectivités répondent à ce nom : choisissez-en une.'
      : 'Aucune collectivité ne répond à ce nom ni à ce code.',
  );
  return null;
}
