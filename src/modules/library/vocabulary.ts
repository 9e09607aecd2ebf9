import type { DeliverableState, FileAccessibility } from '../../platform/database/index.ts';
import { usualExtension } from '../../platform/files/index.ts';
import {
  deliverableAudiences,
  deliverableAvailabilities,
  deliverableFormats,
  deliverableKinds,
} from './content.ts';

export const stateLabels: Record<DeliverableState, string> = {
  draft: 'Brouillon',
  published: 'Publié',
  withdrawn: 'Retiré',
};

export const accessibilityLabels: Record<FileAccessibility, string> = {
  unknown: 'Accessibilité non précisée',
  accessible: 'Accessible',
  partial: 'Partiellement accessible',
  not_accessible: 'Non accessible',
};

/** Licences that a deliverable may bear, with the address of their text. */
export const licences: Readonly<Record<string, { label: string; url: string | null }>> = {
  'etalab-2.0': {
    label: 'Licence Ouverte 2.0 (Etalab)',
    url: 'https://www.etalab.gouv.fr/licence-ouverte-open-licence/',
  },
  'cc-by-4.0': {
    label: 'Creative Commons Attribution 4.0',
    url: 'https://creativecommons.org/licenses/by/4.0/deed.fr',
  },
  'cc-by-sa-4.0': {
    label: 'Creative Commons Attribution, partage dans les mêmes conditions 4.0',
    url: 'https://creativecommons.org/licenses/by-sa/4.0/deed.fr',
  },
  'cc0-1.0': {
    label: 'Domaine public (CC0 1.0)',
    url: 'https://creativecommons.org/publicdomain/zero/1.0/deed.fr',
  },
  reserved: { label: 'Tous droits réservés', url: null },
};

/** Besides those of the start-up content, the formats of the files that copilots send. */
const formatLabels: Readonly<Record<string, string>> = {
  ...deliverableFormats,
  audio: 'Son',
  csv: 'Données (CSV)',
  doc: 'Texte modifiable (DOC)',
  docx: 'Texte modifiable (DOCX)',
  epub: 'Livre numérique (EPUB)',
  geojson: 'Données géographiques (GeoJSON)',
  ics: 'Calendrier (ICS)',
  image: 'Image',
  json: 'Données (JSON)',
  md: 'Texte (Markdown)',
  odg: 'Dessin modifiable (ODG)',
  ods: 'Tableur modifiable (ODS)',
  odt: 'Texte modifiable (ODT)',
  ppt: 'Présentation modifiable (PPT)',
  rtf: 'Texte modifiable (RTF)',
  txt: 'Texte brut',
  xls: 'Tableur modifiable (XLS)',
  xlsx: 'Tableur modifiable (XLSX)',
  zip: 'Archive (ZIP)',
};

const has = <T extends string>(labels: Record<T, string>, value: string): value is T =>
  Object.hasOwn(labels, value);

export const formatLabel = (format: string): string => formatLabels[format] ?? format.toUpperCase();

export const isFormat = (value: string): boolean => Object.hasOwn(formatLabels, value);

export const kindLabel = (kind: string): string =>
  has(deliverableKinds, kind) ? deliverableKinds[kind] : kind;

export const audienceLabel = (audience: string): string =>
  has(deliverableAudiences, audience) ? deliverableAudiences[audience] : audience;

export const availabilityLabel = (availability: string): string =>
  has(deliverableAvailabilities, availability) ? deliverableAvailabilities[availability] : availability;

export const accessibilityLabel = (accessibility: string): string =>
  has(accessibilityLabels, accessibility) ? accessibilityLabels[accessibility] : accessibility;

export const licenceLabel = (licence: string): string => licences[licence]?.label ?? licence;

/** The format of a stored file, as visitors filter by it. */
export function formatOfFile(mediaType: string): string {
  const [family] = mediaType.split('/');
  if (family === 'image' || family === 'audio' || family === 'video') return family;
  return usualExtension(mediaType) || 'autre';
}

/** The format of what a link leads to, as far as its address tells. */
export function formatOfLink(url: string): string {
  const extension = /\.([a-z0-9]{2,7})$/i.exec(new URL(url).pathname)?.[1]?.toLowerCase() ?? '';
  return isFormat(extension) ? extension : 'web';
}
