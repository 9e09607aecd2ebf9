import type { Db } from '../../../platform/database/index.ts';
import { fieldsOf } from '../../../platform/text-changes.ts';
import { durationWords, formatDate, spanWords } from '../../../ui/index.ts';
import { findResource } from '../../catalogue/index.ts';
import { findOrganisation } from '../../organisations/index.ts';
import { authoritiesByIds } from '../../territories/index.ts';
import { modeLabels, type SessionContent } from './content.ts';

/** Names of the fields of a session, under those of the form. */
export const contentLabels = {
  offre: 'Offre du catalogue',
  titre: 'Titre',
  description: 'Description',
  quand: 'Dates et heures',
  duree: 'Durée de formation',
  mode: 'Comment on y participe',
  adresse: 'Adresse',
  lieu: 'Commune ou territoire',
  lien: 'Lien pour rejoindre à distance',
  organisateur: 'Organisateur',
  contact: 'Adresse de contact',
  places: 'Nombre de places',
  ouverture: 'Ouverture des inscriptions',
  cloture: 'Clôture des inscriptions',
  publics: 'Public visé',
} as const;

export type ContentField = keyof typeof contentLabels;

export const contentFields = fieldsOf(contentLabels);

/** What its codes mean. */
export interface Meanings {
  resource: string | null;
  organiser: string;
  territory: string | null;
}

export async function meaningsOf(db: Db, content: SessionContent): Promise<Meanings> {
  const [resource, organiser, places] = await Promise.all([
    content.resource ? findResource(db, content.resource) : undefined,
    findOrganisation(db, content.organiser),
    authoritiesByIds(db, content.territory ? [content.territory] : []),
  ]);
  return {
    resource: resource?.title ?? content.resource,
    organiser: organiser?.name ?? content.organiser,
    territory: content.territory && (places.get(content.territory)?.name ?? content.territory),
  };
}

/** A content in words, field by field. */
export function wordsOf(content: SessionContent, meanings: Meanings): Record<ContentField, string> {
  const span = { startsAt: new Date(content.starts_at), endsAt: new Date(content.ends_at) };
  return {
    offre: meanings.resource ?? '',
    titre: content.title,
    description: content.description,
    quand: spanWords(span),
    duree: durationWords(content.minutes),
    mode: modeLabels[content.mode],
    adresse: content.address ?? '',
    lieu: meanings.territory ?? '',
    lien: content.remote_url ?? '',
    organisateur: meanings.organiser,
    contact: content.contact ?? '',
    places: content.capacity === null ? 'Non limité' : String(content.capacity),
    ouverture: content.opens_on ? formatDate(content.opens_on) : '',
    cloture: content.closes_on ? formatDate(content.closes_on) : '',
    publics: content.publics.join(', '),
  };
}

export interface FieldChange {
  field: ContentField;
  before: string;
  after: string;
}

export function changesBetween(
  before: Record<ContentField, string>,
  after: Record<ContentField, string>,
): FieldChange[] {
  return contentFields.flatMap((field) =>
    before[field] === after[field] ? [] : { field, before: before[field], after: after[field] },
  );
}

/** What those who come must know, and what calendars show. */
const shown: ReadonlySet<ContentField> = new Set([
  'titre',
  'quand',
  'mode',
  'adresse',
  'lieu',
  'lien',
  'organisateur',
]);

/** « Dates et heures : mardi 12 janvier…, au lieu de … » for what those who come count on. */
export function toldChanges(changes: readonly FieldChange[]): { field: ContentField; words: string }[] {
  return changes
    .filter(({ field }) => shown.has(field))
    .map(({ field, before, after }) => ({
      field,
      words: `${contentLabels[field]} : ${after || 'aucun'}${before ? `, au lieu de ${before}` : ''}`,
    }));
}
