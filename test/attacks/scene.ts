import { z } from 'zod';
import { insertMeasure } from '../../src/modules/agenda/store.ts';
import { insertResources } from '../../src/modules/catalogue/resources/store.ts';
import { insertVersion } from '../../src/modules/charters/versions.ts';
import { aResource } from '../catalogue.ts';
import { aGroup, aMembership, anAccount, anOpening } from '../factories.ts';
import type { TestApp } from '../harness.ts';
import { startWithRollouts } from '../rollouts.ts';
import { aGroupsWork, done as doneBy, secret, sent as sentBy } from './group-work.ts';

export type Person =
  | 'visitor'
  | 'pending'
  | 'refused'
  | 'stranger'
  | 'foreignCopilot'
  | 'observer'
  | 'member'
  | 'copilot'
  /** Copilot of the other side. */
  | 'stateCopilot'
  /** Of the programme team; has not opened the group. */
  | 'team'
  /** Of the programme team; opened the group for a reason. */
  | 'teamInside'
  | 'administrator';

/** Everything that a group may hold, and everybody who may want to see it. */
export interface Scene {
  t: TestApp;
  /** Cookie headers. */
  people: Record<Person, string | undefined>;
  /** What to put in the addresses, by pattern. */
  fill(pattern: string): string;
  /** A published deliverable of the group, of which a version in preparation is secret, and the address of its file. */
  prepared: { page: string; file: string; publication: string };
  close(): Promise<void>;
}

export async function aScene(): Promise<Scene> {
  const t = await startWithRollouts();
  const group = await aGroup(t.db, { title: 'Groupe attaqué' });
  const other = await aGroup(t.db, { title: 'Groupe voisin' });
  const accounts = {
    pending: await anAccount(t.db, { state: 'pending' }),
    refused: await anAccount(t.db, { state: 'refused' }),
    stranger: await anAccount(t.db),
    foreignCopilot: await anAccount(t.db),
    observer: await anAccount(t.db, { authorityId: null }),
    member: await anAccount(t.db, { name: 'Camille Discrète' }),
    copilot: await anAccount(t.db),
    stateCopilot: await anAccount(t.db),
    team: await anAccount(t.db, { roles: ['programme-team'] }),
    teamInside: await anAccount(t.db, { roles: ['programme-team'] }),
    administrator: await anAccount(t.db, { roles: ['administrator'] }),
  };
  await aMembership(t.db, other.id, accounts.foreignCopilot.id, 'copilot');
  await aMembership(t.db, group.id, accounts.observer.id, 'observer');
  await aMembership(t.db, group.id, accounts.member.id);
  await aMembership(t.db, group.id, accounts.copilot.id, 'copilot');
  await anOpening(t.db, group.id, accounts.teamInside.id);
  const people: Record<Person, string | undefined> = {
    visitor: undefined,
    pending: await t.signIn(accounts.pending.id),
    refused: await t.signIn(accounts.refused.id),
    stranger: await t.signIn(accounts.stranger.id),
    foreignCopilot: await t.signIn(accounts.foreignCopilot.id),
    observer: await t.signIn(accounts.observer.id),
    member: await t.signIn(accounts.member.id),
    copilot: await t.signIn(accounts.copilot.id),
    stateCopilot: await t.signIn(accounts.stateCopilot.id),
    team: await t.signIn(accounts.team.id),
    teamInside: await t.signIn(accounts.teamInside.id),
    administrator: await t.signIn(accounts.administrator.id),
  };

  const space = `/espace/groupes/${group.slug}`;
  const done = (url: string, fields: Record<string, string>, cookie = people.copilot) =>
    doneBy(t, url, fields, cookie);

  const draftIn = async (
    base: string,
    cookie: string | undefined,
    fields: Record<string, string> = { title: `Brouillon secret ${base}` },
    sentFile = { name: 'secret.txt', content: 'contenu secret', type: 'text/plain' },
  ) => {
    const id = await done(`${base}/nouveau`, fields, cookie);
    await done(`${base}/${id}/versions/nouvelle`, { label: 'Version 1' }, cookie);
    const version = await t.db
      .selectFrom('deliverable_versions')
      .select('id')
      .where('deliverable_id', '=', id)
      .executeTakeFirstOrThrow();
    const url = `${base}/${id}/versions/${version.id}/fichier`;
    await sentBy(t, url, { label: 'Fichier' }, { fichier: sentFile }, cookie);
    const { slug } = await t.db
      .selectFrom('deliverables')
      .select('slug')
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    const file = await t.db
      .selectFrom('deliverable_files')
      .select('id')
      .where('version_id', '=', version.id)
      .executeTakeFirstOrThrow();
    return { id, slug, version: version.id, file: file.id };
  };
  const ofGroup = await draftIn(`${space}/livrables`, people.copilot);
  const common = await draftIn('/administration/livrables', people.team);
  const aPreparedVersion = async (): Promise<Scene['prepared']> => {
    const base = `${space}/livrables`;
    const { id, slug } = await draftIn(
      base,
      people.copilot,
      { title: 'Livrable ouvert', description: 'À lire.', kind: 'guide' },
      { name: 'ouvert.txt', content: 'contenu ouvert', type: 'text/plain' },
    );
    await done(`/livrables/${slug}/publication`, {});
    await done(`${base}/${id}/versions/nouvelle`, { label: 'Version secrète', notes: 'secret' });
    const version = await t.db
      .selectFrom('deliverable_versions')
      .select('id')
      .where('label', '=', 'Version secrète')
      .executeTakeFirstOrThrow();
    const file = { name: 'secret.txt', content: 'contenu secret', type: 'text/plain' };
    await sentBy(t, `${base}/${id}/versions/${version.id}/fichier`, {}, { fichier: file }, people.copilot);
    const place = await t.db
      .selectFrom('deliverable_files')
      .select('id')
      .where('version_id', '=', version.id)
      .executeTakeFirstOrThrow();
    const page = `/livrables/${slug}`;
    return {
      page,
      file: `${page}/fichiers/${place.id}`,
      publication: `${page}/versions/${version.id}/publication`,
    };
  };
  const prepared = await aPreparedVersion();
  const person = (name: 'member' | 'observer' | 'copilot' | 'stranger') => ({
    ...accounts[name],
    cookie: people[name] ?? '',
  });
  const work = await aGroupsWork({
    t,
    group,
    space,
    member: person('member'),
    observer: person('observer'),
    copilot: person('copilot'),
    stranger: person('stranger'),
  });
  // From here on, publishing and steering take a key of each side.
  await aMembership(t.db, group.id, accounts.stateCopilot.id, 'copilot', 'etat');
  // The clock of the tests is behind that of the database.
  await t.db
    .updateTable('memberships')
    .set({ joined_at: new Date(0) })
    .execute();
  const pause = { state: 'paused', reason: `Motif ${secret}`, version: '1' };
  const key = await done(`${space}/etat`, pause);
  const page = await done(
    '/administration/pages/nouvelle',
    { type: 'page', titre: 'Page secrète', permalien: '/page-secrete/', corps: 'secret', etat: 'brouillon' },
    people.team,
  );
  await t.db
    .insertInto('registrations')
    .values({
      account_id: accounts.pending.id,
      state: 'waiting',
      created_at: t.clock.now(),
      submitted_at: t.clock.now(),
    })
    .execute();
  const registration = await t.db.selectFrom('registrations').select('id').executeTakeFirstOrThrow();
  await t.db
    .insertInto('registration_groups')
    .values({ registration_id: registration.id, group_id: group.id })
    .execute();
  const organisation = await t.db
    .insertInto('organisations')
    .values({ slug: 'organisme-attaque', name: 'Organisme attaqué', kind: 'association', side: null })
    .returning('slug')
    .executeTakeFirstOrThrow();
  const mail = await t.db
    .insertInto('outbox')
    .values({ recipient: 'x@annecy.example', subject: 'x', body_text: 'x', key: 'attack' })
    .returning('id')
    .executeTakeFirstOrThrow();
  const domain = await t.db
    .insertInto('trusted_domains')
    .values({ domain: 'annecy.example', authority_id: 'commune:74010' })
    .returning('id')
    .executeTakeFirstOrThrow();
  const session = await t.db
    .selectFrom('sessions')
    .select('id')
    .where('account_id', '=', accounts.member.id)
    .executeTakeFirstOrThrow();

  await t.db.insertInto('measure_themes').values({ code: 'attaque', label: 'Attaque' }).execute();
  const measure = await insertMeasure(
    t.db,
    {
      slug: 'mesure-attaque',
      title: 'Mesure secrète',
      theme: 'attaque',
      nature: 'obligation',
      status: 'announced',
      pilot: 'DINUM',
      summary: 'secret',
      consequences: [],
      audience: { version: 1, rule: { kind: ['commune'] } },
      audience_note: null,
      legal_bases: [],
      milestones: [
        { date: '2027-01-01', precision: 'day', kind: 'deadline', label: 'secret', audience: null },
      ],
      links: [],
      sources: [],
      confidence: 'high',
      note: null,
    },
    { origin: 'editor', reason: 'secret', actorId: null, published: false, now: t.clock.now() },
  );
  const milestone = await t.db
    .selectFrom('measure_milestones')
    .select('id')
    .where('measure_id', '=', measure)
    .executeTakeFirstOrThrow();

  const catalogue = await aCatalogueScene(t);
  await t.db
    .insertInto('surveys')
    .values({
      slug: 'enquete-attaquee',
      title: 'Enquête secrète',
      introduction: 'secret',
      group_id: group.id,
      mode: 'anonymous',
      questionnaire: JSON.stringify({
        sections: [{ code: 'etape-1', label: 'Étape secrète', introduction: '' }],
        questions: [
          {
            id: 'Q1',
            section: 'etape-1',
            type: 'text',
            text: 'Question secrète ?',
            help: null,
            required: true,
            show_if: null,
            max_length: 100,
          },
        ],
      }),
    })
    .execute();

  const signature = await aCharter(t, group.slug, accounts.member.id);
  const vendor = await aVendorScene(t);

  const fill = (pattern: string) => {
    const deliverable = pattern.startsWith('/administration') ? common : ofGroup;
    const idOf: [RegExp, string][] = [
      ...work.ids,
      [/\/livrables\/:slug\/fichiers/, ofGroup.file],
      [/\/livrables/, deliverable.id],
      [/\/cles/, key],
      [/\/inscriptions/, registration.id],
      [/\/pages/, page],
      [/\/comptes/, accounts.member.id],
      [/\/courriels/, mail.id],
      [/\/domaines/, domain.id],
      [/\/sessions/, session.id],
      [/\/jalons/, milestone.id],
      [/\/relecture/, signature],
      [/^\/catalogues\/:catalogue\/a-traiter/, catalogue.contribution],
      [/^\/administration\/taxonomie\/synonymes/, catalogue.synonyms],
      [/^\/administration\/editeurs/, vendor.contest],
      [/^\/editeurs\/:slug\/espace\/produits/, vendor.product],
      [/^\/editeurs\/:slug\/espace\/fichiers/, vendor.sending],
      [/^\/editeurs\/:slug\/espace/, vendor.contested],
      [/^\/editeurs/, vendor.equipment],
    ];
    const slugOf: [RegExp, string][] = [
      [/^\/livrables/, ofGroup.slug],
      [/^\/agenda/, 'mesure-attaque'],
      [/^\/(integrer\/)?catalogues/, 'ressource-attaque'],
      [/\/deploiements/, 'franceconnect'],
      [/^\/(integrer\/)?selections/, 'selection-attaque'],
      [/^\/chartes/, 'charte-attaque'],
      [/\/enquetes/, 'enquete-attaquee'],
      [/\/organismes/, organisation.slug],
      [/\/editeurs/, vendor.slug],
    ];
    const slug = slugOf.find(([of]) => of.test(pattern))?.[1] ?? group.slug;
    return work.parts
      .reduce((filled, [part, value]) => filled.replace(part, value), pattern)
      .replace(':slug', slug)
      .replace(':catalogue', 'cybersecurite')
      .replace(':point', 'a1')
      .replace('/etapes/:etape', '/etapes/etape-1')
      .replace(':etape', '1')
      .replace(':question', 'Q1')
      .replace(':type', 'text')
      .replace(':account', accounts.member.id)
      .replace(':version', /\/pages\/|^\/(agenda|catalogues)/.test(pattern) ? '1' : deliverable.version)
      .replace(':file', deliverable.file)
      .replace(':nom', 'signataire-attaque')
      .replace(':number', '1')
      .replace(':position', '1')
      .replace(':statement', '1')
      .replace(':role', 'programme-team')
      .replace(':catalogue', 'cybersecurite')
      .replace(':resource', catalogue.resource)
      .replace(':facet', 'needs')
      .replace('/valeurs/:code', '/valeurs/reagir')
      .replace(':token', 'x'.repeat(43))
      .replace('/departements/:code', '/departements/74')
      .replace('/regions/:code', '/regions/84')
      .replace(':code', '74010')
      .replace(':segment/', 'communes/')
      .replace(':segment', 'regions')
      .replace(/:part\([^)]*\)/, '1')
      .replace(':id', idOf.find(([of]) => of.test(pattern))?.[1] ?? '00000000-0000-4000-8000-000000000000')
      .replace('*', 'page-secrete/');
  };
  return { t, people, fill, prepared, close: () => t.close() };
}

/** A charter of the group, with a signature that is published and one that waits, of which it gives the id. */
async function aCharter(t: TestApp, group: string, accountId: string): Promise<string> {
  const charter = { slug: 'charte-attaque', title: 'Charte attaquée' };
  const now = t.clock.now();
  await t.db
    .insertInto('charters')
    .values({
      ...charter,
      position: 1,
      group_slug: group,
      content: JSON.stringify({
        summary: 'Essayer.',
        origin: null,
        sources: [{ label: 'Essai', url: 'https://www.exemple.fr/' }],
        confidence: 'high',
        note: null,
      }),
    })
    .execute();
  const pledge = {
    code: 'essayer',
    party: 'vendors' as const,
    text: 'Essayer',
    check: null,
    due_on: null,
    due_months: null,
    sources: [],
    confidence: 'high' as const,
    note: null,
  };
  const version = {
    body: 'Le texte.',
    validMonths: 12,
    pledges: [pledge],
    reason: 'Première.',
    provenance: { sources: [], confidence: 'high' as const, note: null },
  };
  const text_hash = await insertVersion(t.db, charter, 1, version, { accountId: null, now });
  const signed = {
    charter: charter.slug,
    version: 1,
    text_hash,
    kind: 'vendors' as const,
    siret: '00000000100008',
    email: 'secret@exemple.example',
    signatory_name: 'Personne secrète',
    signatory_function: 'secrétariat secret',
    is_named: false,
    digest: Buffer.from('x'),
    account_id: accountId,
    asked_at: now,
    confirmed_at: now,
  };
  const rows = await t.db
    .insertInto('charter_signatures')
    .values([
      { ...signed, organisation: 'Organisme secret', perimeter: 'secret', state: 'waiting' },
      {
        ...signed,
        organisation: 'Signataire attaqué',
        perimeter: 'Essais.',
        siret: '00000000200006',
        state: 'published',
        slug: 'signataire-attaque',
        decided_at: now,
        published_at: now,
        expires_on: '2028-01-01',
      },
    ])
    .returning(['id', 'state'])
    .execute();
  await t.db
    .insertInto('charter_pledges')
    .values(rows.map(({ id }) => ({ signature_id: id, code: pledge.code, planned_on: '2027-01-01' })))
    .execute();
  return rows.find(({ state }) => state === 'waiting')?.id ?? '';
}

/** A vendor that tells whom it equips, one of whom contests, and that sent a file. */
async function aVendorScene(t: TestApp) {
  const slug = 'editeur-attaque';
  const now = t.clock.now();
  const one = async (insert: { executeTakeFirstOrThrow(): Promise<{ id: string }> }) =>
    (await insert.executeTakeFirstOrThrow()).id;
  await t.db
    .insertInto('organisations')
    .values({ slug, name: 'Éditeur attaqué', kind: 'éditeur de logiciels', side: null })
    .execute();
  await t.db.insertInto('vendors').values({ slug, siren: '732829320', opened_at: now }).execute();
  const product = await one(
    t.db
      .insertInto('vendor_products')
      .values({ vendor: slug, name: 'Produit', purpose: 'Essayer.' })
      .returning('id'),
  );
  const equips = (authority: string, standing: 'told' | 'contested') =>
    one(
      t.db
        .insertInto('equipments')
        .values({
          product_id: product,
          authority_id: authority,
          from_day: '2026-01-01',
          told_at: now,
          standing,
        })
        .returning('id'),
    );
  const contested = await equips('commune:74004', 'contested');
  const contest = await one(
    t.db
      .insertInto('equipment_contests')
      .values({ equipment_id: contested, reason: 'Motif dit en privé', at: now })
      .returning('id'),
  );
  const file = await one(
    t.db
      .insertInto('stored_files')
      .values({ sha256: 'x', storage_key: 'x', name: 'secret.csv', media_type: 'text/csv', bytes: 1 })
      .returning('id'),
  );
  const counts = { lines: 0, added: 0, changed: 0, ended: 0, unchanged: 0, skipped: 0, errors: 0 };
  const sending = await one(
    t.db
      .insertInto('vendor_files')
      .values({
        vendor: slug,
        file_id: file,
        scope: 'partial',
        ended_on: '2026-01-01',
        sent_at: now,
        checked_at: now,
        counts: JSON.stringify(counts),
      })
      .returning('id'),
  );
  return { slug, product, contested, contest, sending, equipment: await equips('commune:74010', 'told') };
}

interface Route {
  pattern: string;
  methods: string[];
  queryNames: string[];
  /** Of what its form sends. */
  fields: string[];
}

/** All routes, as they were declared: one that is added is attacked too. */
export function routesOf({ app }: TestApp): Route[] {
  const byPattern = Map.groupBy(app.declaredRoutes, ({ pattern }) => pattern);
  return [...byPattern].map(([pattern, routes]) => ({
    pattern,
    methods: [...new Set(routes.flatMap(({ methods }) => methods))],
    queryNames: routes.flatMap(({ schema: { querystring } }) =>
      querystring instanceof z.ZodObject ? Object.keys(querystring.shape) : [],
    ),
    fields: routes.flatMap(({ fields }) => fields),
  }));
}

/** Lists of the whole country are asked of one département: what may go wrong is the same, and it takes less. */
export function narrowed(pattern: string): Record<string, string> {
  if (/^\/agenda\/:slug\/collectivites\./.test(pattern)) return { territoire: 'departement:48' };
  return /(?:collectivites|accompagnement|regions\/:code)\.csv$/.test(pattern) ? { departement: '48' } : {};
}

/** Parameters of an address, their values encoded already. */
export const asked = (parameters: Readonly<Record<string, string>>): string => {
  const all = Object.entries(parameters).map(([name, value]) => `${name}=${value}`);
  return all.length === 0 ? '' : `?${all.join('&')}`;
};

/** A published resource, one that somebody proposes, and a selection that is a draft. */
async function aCatalogueScene(
  t: TestApp,
): Promise<{ resource: string; contribution: string; synonyms: string }> {
  const { db } = t;
  const now = t.clock.now();
  await db
    .insertInto('facets')
    .values({ code: 'needs', label: 'Besoin', definition: 'Essai.', multiple: true, position: 0 })
    .execute();
  await db
    .insertInto('facet_values')
    .values({ facet: 'needs', code: 'reagir', label: 'Réagir', definition: 'Essai.', position: 0 })
    .execute();
  const { id: synonyms } = await db
    .insertInto('search_synonyms')
    .values({ words: ['essai', 'test'], plain_words: ['essai', 'test'] })
    .returning('id')
    .executeTakeFirstOrThrow();
  const content = aResource({
    slug: 'ressource-attaque',
    title: 'Ressource attaquée',
    facets: { needs: ['reagir'] },
  });
  const [resource = ''] = await insertResources(db, [content], {
    origin: 'content',
    reason: 'Essai.',
    actorId: null,
    published: true,
    now,
  });
  const { id: contribution } = await db
    .insertInto('resource_contributions')
    .values({
      catalogue: 'cybersecurite',
      kind: 'resource',
      content: JSON.stringify({ ...content, title: 'Ressource secrète' }),
      comment: 'secret',
      naming: 'name',
      name: 'Personne secrète',
      body: 'Organisme secret',
      email: 'secret@exemple.example',
      state: 'waiting',
      asked_at: now,
      confirmed_at: now,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  const { id } = await db
    .insertInto('selections')
    .values({ slug: 'selection-attaque', title: 'Sélection secrète', introduction: 'secret' })
    .returning('id')
    .executeTakeFirstOrThrow();
  await db
    .insertInto('selection_items')
    .values({ selection_id: id, resource_id: resource, position: 0 })
    .execute();
  const was = { selection_id: id, title: 'Sélection secrète', introduction: 'secret', items: '[]' };
  await db
    .insertInto('selection_versions')
    .values({ ...was, version: 1, published: false })
    .execute();
  return { resource, contribution, synonyms };
}
