import type { MeasureContent } from '../src/modules/agenda/content.ts';
import { loadAgenda } from '../src/modules/agenda/load.ts';
import { insertMeasure } from '../src/modules/agenda/store.ts';
import { loadFlags } from '../src/modules/audience/index.ts';
import { aGroup, aMembership, anAccount } from './factories.ts';
import { startTestApp, type TestApp } from './harness.ts';

const content: MeasureContent = {
  slug: 'facture-electronique',
  title: 'Facture électronique',
  theme: 'facturation',
  nature: 'obligation',
  status: 'announced',
  pilot: 'DGFiP',
  summary: 'Les factures s’échangent par voie électronique.',
  consequences: ['Choisir une plateforme', 'Former le service comptable'],
  audience: { version: 1, rule: { all: [{ kind: ['commune'] }, { population: { op: '>', value: 3500 } }] } },
  audience_note: null,
  legal_bases: [{ text: 'Loi de finances pour 2024', article: '91', url: null, note: null }],
  milestones: [
    { date: '2027-09-01', precision: 'day', kind: 'deadline', label: 'Émission obligatoire', audience: null },
    { date: '2027-01-01', precision: 'year', kind: 'step', label: 'Phase pilote', audience: null },
  ],
  links: [],
  sources: [{ label: 'impots.gouv.fr', url: 'https://www.impots.gouv.fr/facturation' }],
  confidence: 'high',
  note: null,
};

/** The product with the real measures and questions. */
export async function startWithAgenda(settings: Parameters<typeof startTestApp>[0] = {}): Promise<TestApp> {
  const t = await startTestApp(settings);
  const content = { db: t.db, now: t.clock.now(), say: () => {} };
  await loadFlags(content);
  await loadAgenda(content);
  return t;
}

export type Person = 'stranger' | 'member' | 'copilot' | 'editor' | 'team' | 'pending';

/** The product with one measure, the group that keeps the agenda, and one person of each kind. */
export async function startAgenda(): Promise<{
  t: TestApp;
  /** Cookie of a new session. */
  as(person: Person): Promise<string>;
  id: Record<Person, string>;
  aMeasure(values?: Partial<MeasureContent>, published?: boolean): Promise<MeasureOfTest>;
}> {
  const t = await startTestApp();
  const group = await aGroup(t.db, { slug: 'agenda-transformation-numerique' });
  await t.db
    .insertInto('measure_themes')
    .values([
      { code: 'facturation', label: 'Facturation' },
      { code: 'rgpd', label: 'Données personnelles' },
    ])
    .execute();
  const id = {
    stranger: (await anAccount(t.db)).id,
    member: (await anAccount(t.db)).id,
    copilot: (await anAccount(t.db, { organisation: undefined, name: 'Camille Pilote' })).id,
    editor: (await anAccount(t.db, { email: 'ministere@annecy.example', name: 'Édith Ministère' })).id,
    team: (await anAccount(t.db, { roles: ['programme-team'], name: 'Théo Équipe' })).id,
    pending: (await anAccount(t.db, { state: 'pending' })).id,
  };
  await aMembership(t.db, group.id, id.member, 'member');
  await aMembership(t.db, group.id, id.copilot, 'copilot', 'etat');
  let count = 0;
  return {
    t,
    id,
    as: (person) => t.signIn(id[person]),
    async aMeasure(values = {}, published = true) {
      count += 1;
      const slug = values.slug ?? `mesure-${count}`;
      const measureId = await insertMeasure(
        t.db,
        { ...content, slug, ...values },
        { origin: 'content', reason: 'Contenu de départ', actorId: null, published, now: t.clock.now() },
      );
      await t.db
        .insertInto('measure_editors')
        .values({ measure_id: measureId, account_id: id.editor })
        .execute();
      t.deps.pageCache.clear();
      const milestones = await t.db
        .selectFrom('measure_milestones')
        .select('id')
        .where('measure_id', '=', measureId)
        .orderBy('date')
        .execute();
      return { id: measureId, slug, milestones: milestones.map((one) => one.id) };
    },
  };
}

export interface MeasureOfTest {
  id: string;
  slug: string;
  /** Ids, the earliest first. */
  milestones: string[];
}

/** The fields of the form of that measure as it is, but for what is told. */
export function measureForm(values: Record<string, string | string[]> = {}) {
  return {
    title: content.title,
    nature: content.nature,
    status: content.status,
    theme: content.theme,
    pilot: content.pilot,
    summary: content.summary,
    consequences: content.consequences.join('\r\n'),
    confidence: content.confidence,
    basis_0_text: 'Loi de finances pour 2024',
    basis_0_article: '91',
    source_0_label: 'impots.gouv.fr',
    source_0_url: 'https://www.impots.gouv.fr/facturation',
    motif: 'Correction d’une coquille.',
    version: '1',
    ...values,
  };
}

/** The rows of its two milestones. */
export function milestoneRows({ milestones: [pilot = '', deadline = ''] }: MeasureOfTest) {
  return {
    milestone_0_id: pilot,
    milestone_0_date: '2027',
    milestone_0_label: 'Phase pilote',
    milestone_0_kind: 'step',
    milestone_1_id: deadline,
    milestone_1_date: '1er septembre 2027',
    milestone_1_label: 'Émission obligatoire',
    milestone_1_kind: 'deadline',
  };
}

/** A page with plain spaces, where typography puts others. */
export const wordsIn = ({ body }: { body: string }) => body.replace(/[\u00a0\u202f]/g, ' ');

/** Whether the answer leads to the sign-in page. */
export const asksToSignIn = ({ headers: { location } }: { headers: { location?: unknown } }) =>
  typeof location === 'string' && location.startsWith('/connexion');
