import { type Catalogue, catalogueHref, catalogues } from '../catalogues.ts';

/** As vocabularies of the European Union and of IANA name them. */
const eu = 'http://publications.europa.eu/resource/authority';
const iana = 'https://www.iana.org/assignments/media-types';

const context = {
  dcat: 'http://www.w3.org/ns/dcat#',
  dct: 'http://purl.org/dc/terms/',
  foaf: 'http://xmlns.com/foaf/0.1/',
  vcard: 'http://www.w3.org/2006/vcard/ns#',
  xsd: 'http://www.w3.org/2001/XMLSchema#',
};

const licence = { '@id': 'http://spdx.org/licenses/etalab-2.0' };
const french = { '@id': `${eu}/language/FRA` };
/** They are kept as things are learnt. */
const frequency = { '@id': `${eu}/frequency/IRREG` };
const inFrench = (text: string) => ({ '@value': text, '@language': 'fr' });
const moment = (at: Date) => ({ '@value': at.toISOString(), '@type': 'xsd:dateTime' });

/** When the resources of a catalogue first came, and last changed. */
export interface Kept {
  issued: Date;
  modified: Date;
}

const formats = [
  { ending: '.csv', title: 'Tableau CSV', type: 'text/csv', format: 'CSV' },
  { ending: '.json', title: 'JSON, page par page', type: 'application/json', format: 'JSON' },
  {
    ending: '.jsonld',
    title: 'JSON-LD (schema.org), page par page',
    type: 'application/ld+json',
    format: 'JSON_LD',
  },
  { ending: '.atom', title: 'Flux des nouveautés', type: 'application/atom+xml', format: 'ATOM' },
] as const;

/** The catalogues as data sets (DCAT-AP), for the portals that gather such. */
export function asDcat(kept: ReadonlyMap<string, Kept>, publicUrl: string): Record<string, unknown> {
  const home = `${publicUrl}/catalogues`;
  const publisher = {
    '@id': `${publicUrl}/#editeur`,
    '@type': 'foaf:Agent',
    'foaf:name': 'Cordée',
    'foaf:homepage': { '@id': `${publicUrl}/mentions-legales` },
  };
  const distribution = (address: string, of: { title: string; type: string; format: string }) => ({
    '@id': `${address}#distribution`,
    '@type': 'dcat:Distribution',
    'dct:title': inFrench(of.title),
    'dcat:accessURL': { '@id': address },
    'dcat:downloadURL': { '@id': address },
    'dcat:mediaType': { '@id': `${iana}/${of.type}` },
    'dct:format': { '@id': `${eu}/file-type/${of.format}` },
    'dct:license': licence,
  });
  const dataset = (
    id: string,
    title: string,
    description: string,
    page: string,
    when: Kept | undefined,
    distributions: object[],
  ) => ({
    '@id': id,
    '@type': 'dcat:Dataset',
    'dct:identifier': id,
    'dct:title': inFrench(title),
    'dct:description': inFrench(description),
    'dct:publisher': { '@id': publisher['@id'] },
    'dcat:contactPoint': {
      '@type': 'vcard:Kind',
      'vcard:fn': 'Contact',
      'vcard:hasURL': { '@id': `${publicUrl}/contact` },
    },
    'dcat:landingPage': { '@id': page },
    'dct:license': licence,
    'dct:language': french,
    'dct:accrualPeriodicity': frequency,
    'dct:spatial': { '@id': `${eu}/country/FRA` },
    ...(when && { 'dct:issued': moment(when.issued), 'dct:modified': moment(when.modified) }),
    'dcat:distribution': distributions,
  });
  const all = [...kept.values()];
  const whole =
    all.length === 0
      ? undefined
      : {
          issued: new Date(Math.min(...all.map(({ issued }) => issued.getTime()))),
          modified: new Date(Math.max(...all.map(({ modified }) => modified.getTime()))),
        };
  const ofCatalogue = ({ slug, of, lead }: Catalogue) => {
    const page = publicUrl + catalogueHref(slug);
    return dataset(
      `${page}#jeu`,
      `Catalogue ${of}`,
      lead,
      page,
      kept.get(slug),
      formats.map((format) => distribution(page + format.ending, format)),
    );
  };
  return {
    '@context': context,
    '@id': home,
    '@type': 'dcat:Catalog',
    'dct:title': inFrench('Catalogues de Cordée'),
    'dct:description': inFrench(
      'Ce qui aide les collectivités dans leur transformation numérique : guides, services, diagnostics, formations.',
    ),
    'dct:publisher': publisher,
    'foaf:homepage': { '@id': home },
    'dct:license': licence,
    'dct:language': french,
    ...(whole && { 'dct:issued': moment(whole.issued), 'dct:modified': moment(whole.modified) }),
    'dcat:dataset': [
      ...Object.values(catalogues).map(ofCatalogue),
      dataset(
        `${home}#tout`,
        'Les trois catalogues en entier',
        'Toutes les ressources publiées, en un fichier.',
        home,
        whole,
        [
          distribution(`${home}/tout.json`, { title: 'JSON', type: 'application/json', format: 'JSON' }),
          distribution(`${home}/tout.ndjson`, {
            title: 'Une ressource par ligne, en JSON',
            type: 'application/x-ndjson',
            format: 'JSON',
          }),
        ],
      ),
    ],
  };
}
