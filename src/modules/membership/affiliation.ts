import { sql } from 'kysely';
import type { AccountQuality, AuthorityKind, Db } from '../../platform/database/index.ts';
import { Refusal, type TypedValues, typedText } from '../../platform/http/index.ts';
import { organisationLabel, searchOrganisations } from '../organisations/index.ts';
import {
  type AuthorityHit,
  findAuthority,
  formerWords,
  resolveAuthority,
  searchAuthorities,
} from '../territories/index.ts';
import { qualities } from './schemas.ts';

/** Where a person works: an authority, an organisation that we know, or the words that they typed. */
export interface Affiliation {
  authorityId: string | null;
  organisation: string | null;
  label: string | null;
}

/** Where a person works today, with the words of the field that shows it. */
export interface CurrentAffiliation extends Affiliation {
  text: string;
}

/** One answer to "which one is it?". */
export interface AffiliationChoice {
  id: string;
  label: string;
  detail?: string;
}

export interface TypedAffiliation {
  quality: AccountQuality | undefined;
  /** What was typed. */
  text: string;
  /** What was chosen in a list, if anything. */
  chosen: string;
}

const organisationPrefix = 'organisation:';
const asTyped = 'libre';
const manyChoices = 8;

const ofAuthority = (quality: AccountQuality | undefined) => quality === 'agent' || quality === 'elu';

/** The fields of a form that ask it. */
export interface AffiliationAnswers {
  qualite: AccountQuality;
  structure: string;
  structure_id: string;
  structure_pour?: string;
}

/** What a form says. A choice made for a text that was changed since is no choice. */
export function typedAffiliation({ qualite, structure, ...answers }: AffiliationAnswers): TypedAffiliation {
  const { structure_id: id, structure_pour: offeredFor } = answers;
  const chosen = offeredFor === undefined || offeredFor.trim() === structure ? id : '';
  return { quality: qualite, text: structure, chosen };
}

/**
 * What a form says of where the person works. Throws Refusal, by field, when it leads nowhere or to
 * several: `choicesOf` then gives what to choose from. What was left as it was stays so, be it an authority that
 * ended since or words that no list has.
 */
export async function resolveAffiliation(
  db: Db,
  typed: TypedAffiliation,
  current?: CurrentAffiliation,
): Promise<Affiliation> {
  const { authorityId, organisation, label, text } = current ?? {};
  if (current && typed.chosen === '' && typed.text === text) {
    if (ofAuthority(typed.quality) === Boolean(authorityId)) {
      return { authorityId: authorityId ?? null, organisation: organisation ?? null, label: label ?? null };
    }
  }
  return ofAuthority(typed.quality) ? resolveToAuthority(db, typed) : resolveToOrganisation(db, typed);
}

async function resolveToAuthority(db: Db, { text, chosen }: TypedAffiliation): Promise<Affiliation> {
  const known = isAuthorityId(chosen) ? await findAuthority(db, chosen) : await resolveAuthority(db, text);
  if (known && !known.ended_at) return { authorityId: known.id, organisation: null, label: null };
  const found = await searchAuthorities(db, text, { limit: manyChoices });
  // Several authorities may bear a name (Saint-Denis), or one authority alone while others begin with it.
  const named = found.filter(({ exact, former_name }) => exact && !former_name);
  const [only] = named.length > 0 ? named : found;
  if (!only) {
    throw new Refusal(
      `Aucune collectivité ne correspond à « ${text} ». Tapez son nom, ou son code INSEE ou SIREN.`,
      'structure',
    );
  }
  if (named.length !== 1) {
    throw new Refusal('Plusieurs collectivités peuvent correspondre : choisissez la vôtre.', 'structure');
  }
  return { authorityId: only.id, organisation: null, label: null };
}

async function resolveToOrganisation(db: Db, { text, chosen }: TypedAffiliation): Promise<Affiliation> {
  if (isAuthorityId(chosen)) {
    throw new Refusal(
      'Vous avez choisi une collectivité : corrigez votre qualité, ou tapez le nom de votre organisme.',
      'structure',
    );
  }
  const found = await searchOrganisations(db, text, { limit: manyChoices });
  const picked = found.find(({ slug }) => chosen === `${organisationPrefix}${slug}`);
  const slug = picked?.slug ?? (chosen === '' ? await organisationNamed(db, text) : null);
  if (slug) return { authorityId: null, organisation: slug, label: null };
  if (found.length > 0 && chosen !== asTyped) {
    throw new Refusal('Des organismes portent un nom proche : choisissez le vôtre.', 'structure');
  }
  return { authorityId: null, organisation: null, label: text };
}

/** What to choose from in a form sent back because the text alone was not enough. */
export async function choicesOf(
  db: Db,
  { values, errors }: { values: TypedValues; errors: object },
): Promise<AffiliationChoice[]> {
  if (!('structure' in errors)) return [];
  const quality = qualities.find((one) => one === values.qualite);
  return choicesFor(db, { quality, text: typedText(values, 'structure').slice(0, 200) });
}

async function choicesFor(
  db: Db,
  { quality, text }: Pick<TypedAffiliation, 'quality' | 'text'>,
): Promise<AffiliationChoice[]> {
  if (text.trim() === '' || quality === undefined) return [];
  if (ofAuthority(quality)) {
    return (await searchAuthorities(db, text, { limit: manyChoices })).map(authorityChoice);
  }
  const found = await searchOrganisations(db, text, { limit: manyChoices });
  if (found.length === 0) return [];
  return [
    ...found.map((organisation) => ({
      id: `${organisationPrefix}${organisation.slug}`,
      label: organisationLabel(organisation),
      detail: organisation.kind,
    })),
    { id: asTyped, label: `Aucun de ceux-là : garder « ${text} »` },
  ];
}

const isAuthorityId = (id: string) => /^(?:commune|epci|ept|departement|region|com):/.test(id);

/** The only organisation of this very name or acronym, whatever the accents and capitals. */
async function organisationNamed(db: Db, text: string): Promise<string | null> {
  const [first, ...others] = await db
    .selectFrom('organisations')
    .select('slug')
    .where(sql<boolean>`plain(${text}) in (plain(name), plain(acronym), plain(acronym || ' – ' || name))`)
    .limit(2)
    .execute();
  return first && others.length === 0 ? first.slug : null;
}

const kindWords: Record<AuthorityKind, string> = {
  commune: 'Commune',
  epci: 'Intercommunalité',
  ept: 'Établissement public territorial',
  departement: 'Département',
  region: 'Région',
  com: 'Collectivité d’outre-mer',
};

function authorityChoice({ id, name, kind, code, place, former_name }: AuthorityHit): AffiliationChoice {
  const details = [kindWords[kind], place, formerWords(former_name), code];
  return { id, label: name, detail: details.filter(Boolean).join(' · ') };
}
