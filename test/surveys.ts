import type { LightMyRequestResponse } from 'fastify';
import { loadSurveys } from '../src/modules/surveys/index.ts';
import { aGroup, aMembership, anAccount } from './factories.ts';
import { startTestApp, type TestApp } from './harness.ts';

export const electedSurvey = 'numerique-vu-par-les-elus';

/** What an elected official types, step after step. */
export const electedAnswers: readonly Record<string, string | string[]>[] = [
  { q_E1: '1', q_E2: '2', q_E3: '4', q_E4: '1' },
  { q_E5: '6', q_E6_1: '5', q_E6_2: '3', q_E6_3: '4', q_E6_4: '4', q_E6_5: '2', q_E7: '3' },
  { q_E8: ['2', '6'], q_E9: ['3'], q_E10: '4' },
  { q_E11_1: '1', q_E11_2: '2', q_E11_3: '9', q_E12: ['1', '3'], q_E13: '2', q_E14: ['1', '3'] },
  { q_E15: 'Choisir un prestataire.', q_E16: '1' },
];

/** All the questions of the elected survey: what a page sends beside the answers. */
const seen = Array.from({ length: 16 }, (_, index) => `E${index + 1}`).join(' ');

export type Person = 'copilot' | 'team' | 'member' | 'stranger' | 'foreignCopilot';

export interface SurveysApp extends TestApp {
  group: { id: string; slug: string };
  /** Cookies. */
  as: Record<Person, string>;
  id: Record<Person, string>;
  /** Opens the elected survey. */
  open(slug?: string): Promise<void>;
  /** A browser without an account: keeps the cookies that it is given. */
  browser(session?: string): Browser;
  /** Answers the elected survey to the end, as a visitor with a browser of their own. */
  answer(changes?: Record<string, string | string[]>): Promise<Browser>;
  /** Mixes what was sent. */
  mix(): Promise<void>;
  night(): Promise<void>;
}

export interface Browser {
  get(url: string): Promise<LightMyRequestResponse>;
  post(url: string, fields?: Record<string, string | string[]>): Promise<LightMyRequestResponse>;
  cookies: Map<string, string>;
}

/** The product with the real survey of elected officials, a draft, and people of and around the group that keeps it. */
export async function startWithSurveys(): Promise<SurveysApp> {
  const t = await startTestApp();
  const group = await aGroup(t.db, { slug: 'sensibilisation-elus-cadres', title: 'Sensibilisation' });
  const other = await aGroup(t.db);
  await loadSurveys({ db: t.db, say: () => {} });
  const people = {
    copilot: await anAccount(t.db),
    team: await anAccount(t.db, { roles: ['programme-team'] }),
    member: await anAccount(t.db),
    stranger: await anAccount(t.db),
    foreignCopilot: await anAccount(t.db),
  };
  await aMembership(t.db, group.id, people.copilot.id, 'copilot');
  await aMembership(t.db, group.id, people.member.id);
  await aMembership(t.db, other.id, people.foreignCopilot.id, 'copilot');
  const id: Record<Person, string> = {
    copilot: people.copilot.id,
    team: people.team.id,
    member: people.member.id,
    stranger: people.stranger.id,
    foreignCopilot: people.foreignCopilot.id,
  };
  const as: Record<Person, string> = {
    copilot: await t.signIn(id.copilot),
    team: await t.signIn(id.team),
    member: await t.signIn(id.member),
    stranger: await t.signIn(id.stranger),
    foreignCopilot: await t.signIn(id.foreignCopilot),
  };

  const browser = (session?: string): Browser => {
    const cookies = new Map<string, string>();
    const header = () =>
      [...(session ? [session] : []), ...[...cookies].map(([name, value]) => `${name}=${value}`)].join(
        '; ',
      ) || undefined;
    const keep = (response: LightMyRequestResponse) => {
      for (const { name, value, maxAge } of response.cookies) {
        if (value === '' || maxAge === 0) cookies.delete(name);
        else cookies.set(name, value);
      }
      return response;
    };
    return {
      cookies,
      get: async (url) => keep(await t.get(url, header())),
      post: async (url, fields = {}) => keep(await t.post(url, fields, header())),
    };
  };

  const run = async (name: string) => {
    await t.pool.query(`select graphile_worker.add_job($1, '{}'::json)`, [name]);
    await t.runJobs();
  };

  return {
    ...t,
    group,
    as,
    id,
    open: async (slug = electedSurvey) => {
      const response = await t.post(`/espace/enquetes/${slug}/ouverture`, {}, as.copilot);
      if (response.statusCode !== 303) throw new Error(response.body);
    },
    browser,
    answer: async (changes = {}) => {
      const visitor = browser();
      const here = `/enquetes/${electedSurvey}`;
      await visitor.post(`${here}/reponse`);
      for (const [index, typed] of electedAnswers.entries()) {
        const own = Object.fromEntries(
          Object.entries(typed).map(([name, value]) => [name, changes[name] ?? value]),
        );
        const response = await visitor.post(`${here}/etape/${index + 1}`, { ...own, vues: seen });
        if (response.statusCode !== 303) throw new Error(`${index + 1}: ${response.body}`);
      }
      const sent = await visitor.post(`${here}/verification`);
      if (sent.statusCode !== 303) throw new Error(sent.body);
      return visitor;
    },
    mix: () => run('survey.mix'),
    night: () => run('survey.night'),
  };
}
