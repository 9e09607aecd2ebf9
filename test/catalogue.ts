import { loadAgenda } from '../src/modules/agenda/index.ts';
import type { ResourceContent } from '../src/modules/catalogue/content.ts';
import { loadCatalogues } from '../src/modules/catalogue/index.ts';
import { startTestApp, type TestApp } from './harness.ts';

/** The product with the real catalogues, and the measures that they name. */
export async function startWithCatalogues(
  settings: Parameters<typeof startTestApp>[0] = {},
): Promise<TestApp> {
  const t = await startTestApp(settings);
  const content = { db: t.db, now: t.clock.now(), say: () => {} };
  await loadAgenda(content);
  await loadCatalogues(content);
  return t;
}

/** A resource of the catalogue of cybersecurity. */
export const aResource = (values: Partial<ResourceContent> = {}): ResourceContent => ({
  catalogue: 'cybersecurite',
  slug: 'ressource-essai',
  title: 'Ressource d’essai',
  summary: 'De quoi essayer.',
  producer: 'ANSSI',
  url: 'https://www.exemple.fr/ressource',
  facets: {},
  least_people: null,
  most_people: null,
  territories: [],
  effort: null,
  start: null,
  skills: [],
  language: 'fr',
  sources: [{ label: 'Essai', url: 'https://www.exemple.fr/' }],
  confidence: 'high',
  note: null,
  measures: [],
  checked_on: '2026-11-23',
  ...values,
});
