import { loadAgenda } from '../src/modules/agenda/index.ts';
import { loadCatalogues } from '../src/modules/catalogue/index.ts';
import type { ResourceContent } from '../src/modules/catalogue/resources/content.ts';
import { aGroup, aMembership, anAccount } from './factories.ts';
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
const keepers = ['stranger', 'member', 'copilot', 'foreignCopilot', 'team', 'association', 'state'] as const;
export type Keeper = (typeof keepers)[number];

/** The same with the groups that keep two of the catalogues, and one person of each kind. */
export async function startKeptCatalogues() {
  const t = await startWithCatalogues();
  const cyber = await aGroup(t.db, { slug: 'cybersecurite' });
  const data = await aGroup(t.db, { slug: 'donnees-petites-moyennes-collectivites' });
  await t.db
    .insertInto('organisations')
    .values([
      {
        slug: 'amrf',
        name: 'Association des maires ruraux',
        acronym: 'AMRF',
        kind: 'association d’élus',
        side: 'collectivites',
      },
      {
        slug: 'dinum',
        name: 'Direction interministérielle',
        acronym: 'DINUM',
        kind: 'direction',
        side: 'etat',
      },
    ])
    .execute();
  const people = {
    stranger: await anAccount(t.db, { name: 'Inès Passante' }),
    member: await anAccount(t.db, { name: 'Malo Membre' }),
    copilot: await anAccount(t.db, { name: 'Camille Pilote' }),
    foreignCopilot: await anAccount(t.db, { name: 'Denis Données' }),
    team: await anAccount(t.db, { name: 'Théo Équipe', roles: ['programme-team'] }),
    association: await anAccount(t.db, { name: 'Aline Amrf', organisation: 'amrf' }),
    state: await anAccount(t.db, { name: 'Stéphane État', organisation: 'dinum' }),
  };
  await aMembership(t.db, cyber.id, people.member.id);
  await aMembership(t.db, cyber.id, people.copilot.id, 'copilot', 'etat');
  await aMembership(t.db, data.id, people.foreignCopilot.id, 'copilot');
  const cookies = new Map<Keeper, string>();
  for (const name of keepers) cookies.set(name, await t.signIn(people[name].id));
  return {
    t,
    people,
    as: (who: Keeper) => cookies.get(who),
    /** What a database tells its processes at commit is told here by hand. */
    fresh: () => t.deps.pageCache.clear(),
  };
}

/** The form of a resource, filled. */
export function resourceForm(values: Record<string, string | string[]> = {}) {
  return {
    title: 'Guide des sauvegardes communales',
    url: 'https://www.exemple.fr/sauvegardes',
    producer: 'Syndicat d’essai',
    summary: 'Comment sauvegarder, et restaurer.',
    facet_kind: ['guide'],
    facet_needs: ['prevenir'],
    facet_themes: ['sauvegarde'],
    facet_audiences: ['elu'],
    facet_cost: 'gratuit',
    language: 'fr',
    confidence: 'medium',
    checked_on: '2026-11-20',
    motif: 'Relecture.',
    ...values,
  };
}

/** The form by which anybody proposes a resource, filled. */
export function proposalForm(values: Record<string, string | string[]> = {}) {
  return {
    title: 'Guide des sauvegardes communales',
    url: 'https://www.exemple.fr/sauvegardes',
    producer: 'Syndicat d’essai',
    summary: 'Comment sauvegarder, et restaurer.',
    facet_kind: ['guide'],
    facet_audiences: ['elu'],
    commentaire: 'Il nous a servi.',
    nomination: 'name',
    nom: 'Lou Secrétaire',
    organisme: 'Mairie d’Annecy',
    courriel: 'lou@mairie.example',
    ...values,
  };
}
