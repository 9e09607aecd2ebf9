import { loadOrganisations } from '../src/modules/organisations/index.ts';
import { startWithCatalogues } from './catalogue.ts';
import { aGroup, aMembership, anAccount } from './factories.ts';
import type { TestApp } from './harness.ts';

interface Person {
  id: string;
  name: string;
  email: string;
}

export interface TrainingApp extends TestApp {
  people: { copilot: Person; team: Person; organiser: Person; member: Person };
  /** Cookies. */
  copilot: string;
  team: string;
  /** Of the DINUM, let write its sessions. */
  organiser: string;
  /** Of a commune, with no right. */
  member: string;
  /** Writes a session through its form; gives its address. */
  aSession(changes?: Record<string, string | string[]>): Promise<string>;
  idOf(address: string): Promise<string>;
  /** Asks for places without an account, and confirms; gives the address of the link of the mail. */
  ask(
    session: string,
    who: { name: string; email: string; colleagues?: readonly [string, string][]; comes?: boolean },
  ): Promise<string>;
  /** How many have each state. */
  states(session: string): Promise<Record<string, number>>;
  lastMailTo(
    address: string,
  ): Promise<{ subject: string; text: string; calendar: { method: string; content: string } | null }>;
  /** Signs everybody in again, once the clock has run past the end of their sessions. */
  comeBack(): Promise<void>;
}

/** What the form of a session sends; in the time of the tests, two months ahead. */
export const aSessionForm: Record<string, string | string[]> = {
  offre: 'cafe-ia',
  titre: 'Café IA à Annecy',
  description: 'On essaie **ensemble**.',
  jour: '2027-01-12',
  jour_fin: '',
  debut: '9 h 30',
  fin: '12h',
  duree: '',
  mode: 'hybrid',
  adresse: 'Hôtel de ville, salle 2',
  lieu: 'Annecy',
  lieu_id: 'commune:74010',
  lien: 'https://visio.exemple.fr/secret',
  organisateur: 'dinum',
  contact: 'formation@annecy.example',
  places: '2',
  ouverture: '',
  cloture: '',
  publics: ['elus'],
  etat: 'publiee',
};

/** The product with its catalogues, and people around trainings. */
export async function startWithTraining(): Promise<TrainingApp> {
  const t = await startWithCatalogues();
  await loadOrganisations({ db: t.db, say: () => {} });
  const group = await aGroup(t.db, { slug: 'sensibilisation-elus-cadres', title: 'Sensibilisation' });
  const people = {
    copilot: await anAccount(t.db, { name: 'Claude Copilote' }),
    team: await anAccount(t.db, { name: 'Sam Équipe', roles: ['programme-team'] }),
    organiser: await anAccount(t.db, { name: 'Dany Organise', organisation: 'dinum' }),
    member: await anAccount(t.db, { name: 'Lou Membre' }),
  };
  await aMembership(t.db, group.id, people.copilot.id, 'copilot');
  await t.db
    .insertInto('training_grants')
    .values({ account_id: people.organiser.id, organisation: 'dinum', granted_at: t.clock.now() })
    .execute();
  const cookies = { copilot: '', team: '', organiser: '', member: '' };
  const comeBack = async () => {
    cookies.copilot = await t.signIn(people.copilot.id);
    cookies.team = await t.signIn(people.team.id);
    cookies.organiser = await t.signIn(people.organiser.id);
    cookies.member = await t.signIn(people.member.id);
  };
  await comeBack();

  const lastMailTo: TrainingApp['lastMailTo'] = async (address) => {
    const row = await t.db
      .selectFrom('outbox')
      .select(['subject', 'body_text as text', 'calendar'])
      .where('recipient', '=', address)
      .orderBy('created_at', 'desc')
      .limit(1)
      .executeTakeFirstOrThrow();
    return { ...row, calendar: row.calendar as { method: string; content: string } | null };
  };
  const app: TrainingApp = Object.assign(cookies, {
    ...t,
    people,
    comeBack,
    lastMailTo,
    aSession: async (changes: Record<string, string | string[]> = {}) => {
      const answer = await t.post(
        '/formations/sessions/nouvelle',
        { ...aSessionForm, ...changes },
        cookies.copilot,
      );
      if (answer.statusCode !== 303)
        throw new Error(`${answer.statusCode} ${errorsIn(answer.body).join(' ')}`);
      return String(answer.headers.location);
    },
    idOf: async (address: string) => {
      const slug = address.split('/').at(-1) ?? '';
      const row = await t.db
        .selectFrom('training_sessions')
        .select('id')
        .where('slug', '=', slug)
        .executeTakeFirstOrThrow();
      return row.id;
    },
    ask: async (
      session: string,
      { name, email, colleagues = [], comes = true }: Parameters<TrainingApp['ask']>[1],
    ) => {
      const answer = await t.post(`${session}/inscription`, {
        nom: name,
        courriel: email,
        organisme: 'Mairie',
        ...(comes && { moi: '1' }),
        information: '1',
        ...Object.fromEntries(
          colleagues.flatMap(([his, its], index) => [
            [`collegue_${index}_nom`, his],
            [`collegue_${index}_courriel`, its],
          ]),
        ),
      });
      if (answer.statusCode !== 303)
        throw new Error(`${answer.statusCode} ${errorsIn(answer.body).join(' ')}`);
      const link = linkIn((await lastMailTo(email)).text);
      const confirmed = await t.post(link, {});
      if (confirmed.statusCode !== 200)
        throw new Error(`${confirmed.statusCode} ${confirmed.body.slice(0, 500)}`);
      return link;
    },
    states: async (session: string) => {
      const rows = await t.db
        .selectFrom('training_registrations')
        .select(['state', (eb) => eb.fn.countAll<number>().as('count')])
        .where('session_id', '=', await app.idOf(session))
        .groupBy('state')
        .execute();
      return Object.fromEntries(rows.map(({ state, count }) => [state, count]));
    },
  });
  return app;
}

/** The first link of ours in a mail that leads to registrations, as a path. */
export const linkIn = (text: string): string =>
  /http:\/\/cordee\.test(\/formations\/\S*(?:confirmation|inscriptions)\/\S+)/.exec(text)?.[1] ?? '';

/** What a form says is wrong. */
export const errorsIn = (body: string): string[] =>
  [...body.matchAll(/<a href="#[\w-]+">([^<]+)<\/a><\/li>/g)].map((match) => match[1] ?? '');
