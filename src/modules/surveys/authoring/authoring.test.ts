import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nasty } from '../../../../test/attacks/nasty.ts';
import { anOpening } from '../../../../test/factories.ts';
import { electedSurvey, type SurveysApp, startWithSurveys } from '../../../../test/surveys.ts';
import { findSurvey, type Survey } from '../survey.ts';

let t: SurveysApp;
beforeAll(async () => {
  t = await startWithSurveys();
});
afterAll(() => t.close());

const settings = {
  titre: 'Vos outils',
  introduction: 'Pour les secrétaires de mairie.',
  confidentialite: '',
  minutes: '5',
  mode: 'anonymous',
  ouverture: '',
  fermeture: '2026-12-31',
};

async function created(changes: Record<string, string> = {}): Promise<string> {
  const response = await t.post(
    '/espace/enquetes/nouvelle',
    { ...settings, groupe: t.group.slug, ...changes },
    t.as.copilot,
  );
  expect(response.statusCode, response.body).toBe(303);
  return /\/espace\/enquetes\/([^/]+)/.exec(String(response.headers.location))?.[1] ?? '';
}

async function read(slug: string): Promise<Survey> {
  const survey = await findSurvey(t.db, slug);
  if (!survey) throw new Error(`no survey ${slug}`);
  return survey;
}

const questions = async (slug: string) => (await read(slug)).questionnaire.questions;
const work = (slug: string) => `/espace/enquetes/${slug}`;
const add = (slug: string, type: string, fields: Record<string, string | string[]>) =>
  t.post(`${work(slug)}/questions/nouvelle/${type}`, { etape: 'etape-1', ...fields }, t.as.copilot);

describe('preparing a survey', () => {
  it('from nothing, with each type of question, by forms', async () => {
    const slug = await created();
    expect((await t.get(`/enquetes/${slug}`)).statusCode).toBe(404);
    const typed: [string, Record<string, string | string[]>][] = [
      [
        'single',
        { intitule: 'Un informaticien ?', choix: 'Oui\nNon\n\nOui', inconnu: '1', obligatoire: '1' },
      ],
      ['multiple', { intitule: 'Quels outils ?', choix: 'Tableur\nMessagerie\nAgenda', maximum: '2' }],
      ['likert', { intitule: 'C’est simple', obligatoire: '1' }],
      [
        'rating',
        { intitule: 'Une note ?', note_min: '1', note_max: '5', bout_min: 'Nul', bout_max: 'Parfait' },
      ],
      ['ranking', { intitule: 'Dans quel ordre ?', choix: 'A\nB\nC', places: '9' }],
      ['matrix', { intitule: 'Pour chacun', lignes: 'L1\nL2', colonnes: 'Jamais\nParfois\nToujours' }],
      [
        'number',
        { intitule: 'Combien d’agents ?', minimum: '0', maximum: '', tranches: '100 ; 10', unite: 'agents' },
      ],
      ['text', { intitule: 'Un mot ?', longueur: '200' }],
      ['consent', { intitule: 'Me recontacter' }],
    ];
    for (const [type, fields] of typed) {
      const response = await add(slug, type, fields);
      expect(response.statusCode, `${type}: ${response.body.slice(0, 3000)}`).toBe(303);
    }
    const made = await questions(slug);
    expect(made.map(({ id, type }) => `${id} ${type}`)).toEqual(
      typed.map(([type], at) => `Q${at + 1} ${type}`),
    );
    expect(made[0]).toMatchObject({
      options: [
        { code: '1', label: 'Oui' },
        { code: '2', label: 'Non' },
      ],
      allow_unknown: true,
      required: true,
    });
    expect(made[4]).toMatchObject({ max_ranked: 3 });
    expect(made[6]).toMatchObject({ steps: [10, 100], min: 0, max: null, unit: 'agents' });
    for (const page of [
      '',
      '/questions',
      '/apercu/1',
      '/questions/Q6/modifier',
      '/questions/nouvelle',
      '/partage',
      '/resultats',
    ])
      expect((await t.get(`${work(slug)}${page}`, t.as.copilot)).statusCode, page).toBe(200);

    // Opened, answered, sent.
    expect((await t.post(`${work(slug)}/ouverture`, {}, t.as.copilot)).statusCode).toBe(303);
    const visitor = t.browser();
    await visitor.post(`/enquetes/${slug}/reponse`);
    const step = await visitor.post(`/enquetes/${slug}/etape/1`, { q_Q1: '2', q_Q3: '4', vues: 'Q1 Q3' });
    expect(step.headers.location).toBe(`/enquetes/${slug}/verification`);
    expect((await visitor.post(`/enquetes/${slug}/verification`)).headers.location).toBe(
      `/enquetes/${slug}/merci`,
    );
  });

  it('moves, changes and removes questions and sections', async () => {
    const slug = await created({ titre: 'À ranger' });
    for (const name of ['Une', 'Deux']) await add(slug, 'text', { intitule: name, longueur: '100' });
    await t.post(`${work(slug)}/etapes/nouvelle`, { intitule: 'La suite' }, t.as.copilot);
    await t.post(`${work(slug)}/questions/Q2/place`, { sens: 'haut' }, t.as.copilot);
    expect((await questions(slug)).map(({ id }) => id)).toEqual(['Q2', 'Q1']);
    await t.post(`${work(slug)}/questions/Q1/place`, { sens: 'bas' }, t.as.copilot);
    expect((await questions(slug)).map(({ id, section }) => `${section} ${id}`)).toEqual([
      'etape-1 Q2',
      'la-suite Q1',
    ]);
    await t.post(`${work(slug)}/etapes/la-suite/place`, { sens: 'haut' }, t.as.copilot);
    expect((await read(slug)).questionnaire.sections.map(({ code }) => code)).toEqual([
      'la-suite',
      'etape-1',
    ]);
    await t.post(`${work(slug)}/questions/Q1/suppression`, {}, t.as.copilot);
    await t.post(`${work(slug)}/etapes/la-suite/suppression`, {}, t.as.copilot);
    expect((await read(slug)).questionnaire.sections.map(({ code }) => code)).toEqual(['etape-1']);
    const { version } = await read(slug);
    const form = await t.get(`${work(slug)}/questions/Q2/modifier`, t.as.copilot);
    expect(form.body).toContain('value="Deux"');
    const changed = {
      intitule: 'Deux, en mieux',
      etape: 'etape-1',
      longueur: '100',
      version: String(version),
    };
    expect((await t.post(`${work(slug)}/questions/Q2/modifier`, changed, t.as.copilot)).statusCode).toBe(303);
    const stale = await t.post(
      `${work(slug)}/questions/Q2/modifier`,
      { ...changed, intitule: 'Autre' },
      t.as.copilot,
    );
    expect(stale.statusCode).toBe(409);
    expect(stale.body).toContain('Deux, en mieux');
    expect(stale.body).toContain('value="Autre"');
  });

  it('asks a question under a condition, chosen without a script', async () => {
    const slug = await created({ titre: 'Sous condition' });
    await add(slug, 'single', { intitule: 'Un informaticien ?', choix: 'Oui\nNon', obligatoire: '1' });
    const asking = await add(slug, 'number', {
      intitule: 'Combien ?',
      condition_1_sur: 'Q1',
      apercu: 'condition',
    });
    expect(asking.statusCode).toBe(200);
    expect(asking.body).toMatch(/name="condition_1_reponses"\s+value="1"/);
    const fields = {
      intitule: 'Combien ?',
      obligatoire: '1',
      condition_1_sur: 'Q1',
      condition_1_sens: 'oui',
    };
    expect((await add(slug, 'number', fields)).statusCode).toBe(422);
    expect((await add(slug, 'number', { ...fields, condition_1_reponses: '9' })).statusCode).toBe(422);
    expect((await add(slug, 'number', { ...fields, condition_1_reponses: ['1'] })).statusCode).toBe(303);
    expect((await questions(slug))[1]?.show_if).toEqual({ question: 'Q1', in: ['1'] });
    // What it hangs on can neither come after it nor go.
    expect(
      (await t.post(`${work(slug)}/questions/Q2/place`, { sens: 'haut' }, t.as.copilot)).statusCode,
    ).toBe(422);
    expect((await t.post(`${work(slug)}/questions/Q1/suppression`, {}, t.as.copilot)).statusCode).toBe(422);

    await t.post(`${work(slug)}/ouverture`, {}, t.as.copilot);
    const visitor = t.browser();
    await visitor.post(`/enquetes/${slug}/reponse`);
    const opened = await visitor.post(`/enquetes/${slug}/etape/1`, { q_Q1: '1', vues: 'Q1' });
    expect(opened.headers.location).toBe(`/enquetes/${slug}/etape/1`);
    expect((await visitor.get(`/enquetes/${slug}/etape/1`)).body).toContain('Combien');
    const both = await visitor.post(`/enquetes/${slug}/etape/1`, { q_Q1: '1', q_Q2: '12', vues: 'Q1 Q2' });
    expect(both.headers.location).toBe(`/enquetes/${slug}/verification`);
    await visitor.post(`/enquetes/${slug}/etape/1`, { q_Q1: '2', q_Q2: '12', vues: 'Q1 Q2' });
    const [draft] = await t.db.selectFrom('survey_drafts').select('answers').execute();
    expect(draft?.answers).toEqual({ Q1: '2' });
  });

  it('shows its introduction before it is kept, without a script', async () => {
    const shown = await t.post(
      '/espace/enquetes/nouvelle',
      { ...settings, introduction: 'Pour **vous** <b>', groupe: t.group.slug, apercu: '1' },
      t.as.copilot,
    );
    expect(shown.statusCode).toBe(200);
    expect(shown.body).toContain('<strong>vous</strong> &lt;b&gt;');
  });

  it('says what is missing, and keeps what was typed', async () => {
    const slug = await created({ titre: 'Incomplète' });
    const wrong = await add(slug, 'multiple', { intitule: '', choix: 'Seule', maximum: '0' });
    expect(wrong.statusCode).toBe(422);
    for (const message of ['Écrivez la question.', 'Il en faut deux au moins', 'de 1 à 40'])
      expect(wrong.body).toContain(message);
    expect(wrong.body).toContain('Seule</textarea>');
    expect((await t.post(`${work(slug)}/ouverture`, {}, t.as.copilot)).statusCode).toBe(422);
    const dates = await t.post(
      '/espace/enquetes/nouvelle',
      { ...settings, groupe: t.group.slug, ouverture: '2027-01-02', fermeture: '2027-01-01' },
      t.as.copilot,
    );
    expect(dates.statusCode).toBe(422);
    expect(dates.body).toContain('La fermeture vient avant');
  });

  it('whatever is typed, never breaks', async () => {
    const slug = await created({ titre: 'Attaquée' });
    await add(slug, 'text', { intitule: 'Une', longueur: '100' });
    for (const value of nasty) {
      for (const type of ['single', 'rating', 'number', 'matrix']) {
        const response = await add(slug, type, {
          intitule: value,
          choix: `${value}\nx`,
          lignes: value,
          colonnes: `${value}\ny`,
          note_max: value,
          minimum: value,
          tranches: value,
          etape: value,
          condition_1_sur: value,
        });
        expect([303, 422], `${type} ${value.slice(0, 20)}`).toContain(response.statusCode);
      }
      const named = await t.post(
        `${work(slug)}/etapes/nouvelle`,
        { intitule: value, introduction: value },
        t.as.copilot,
      );
      expect([303, 422]).toContain(named.statusCode);
    }
    const page = await t.get(`${work(slug)}/questions`, t.as.copilot);
    expect(page.body).not.toContain('<script>alert');
    expect(page.body).not.toContain('<img src=x');
  });
});

describe('once a survey is open', () => {
  const slug = electedSurvey;

  it('its questions are frozen, but for words, whose correction everybody reads', async () => {
    await t.open();
    const { version } = await read(slug);
    expect((await t.post(`${work(slug)}/questions/E1/place`, { sens: 'bas' }, t.as.copilot)).statusCode).toBe(
      422,
    );
    expect(
      (await add(slug, 'text', { intitule: 'De plus', etape: 'profil', longueur: '10' })).statusCode,
    ).toBe(422);
    const words = {
      text: 'Quel est votre mandat ?',
      help: '',
      'options.1': 'Maire (ou maire délégué)',
      motif: 'Plus clair.',
    };
    const corrected = await t.post(
      `${work(slug)}/questions/E1/libelles`,
      { ...words, version: String(version) },
      t.as.copilot,
    );
    expect(corrected.statusCode).toBe(303);
    const [first] = await questions(slug);
    expect(first).toMatchObject({
      text: 'Quel est votre mandat ?',
      options: [{ code: '1', label: 'Maire (ou maire délégué)' }, { code: '2' }, {}, {}, {}, {}, {}],
    });
    const page = await t.get(`/enquetes/${slug}`);
    expect(page.body).toContain('Libellés corrigés');
    expect(page.body).toContain('Plus clair.');
    const stale = await t.post(
      `${work(slug)}/questions/E1/libelles`,
      { ...words, text: 'Autre', version: String(version) },
      t.as.copilot,
    );
    expect(stale.statusCode).toBe(409);
    expect(stale.body).toContain('Maire (ou maire délégué)');
  });

  it('the promise of its mode cannot change', async () => {
    const { version, title, introduction } = await read(slug);
    const response = await t.post(
      `${work(slug)}/modifier`,
      {
        ...settings,
        titre: title,
        introduction,
        groupe: t.group.slug,
        mode: 'authority',
        version: String(version),
      },
      t.as.copilot,
    );
    expect(response.statusCode).toBe(422);
  });

  it('goes back to a draft as long as nobody has begun', async () => {
    expect((await t.post(`${work(slug)}/brouillon`, {}, t.as.copilot)).statusCode).toBe(303);
    expect((await read(slug)).state).toBe('draft');
    await t.open();
    await t.browser().post(`/enquetes/${slug}/reponse`);
    expect((await t.post(`${work(slug)}/brouillon`, {}, t.as.copilot)).statusCode).toBe(422);
  });

  it('closes by itself after its last day, and its copilots are told', async () => {
    await t.db.updateTable('surveys').set({ closes_on: '2026-11-24' }).where('slug', '=', slug).execute();
    t.deps.pageCache.clear();
    expect((await t.get(`/enquetes/${slug}`)).body).toContain('Commencer');
    t.clock.advance({ days: 2 });
    t.deps.pageCache.clear();
    expect((await t.get(`/enquetes/${slug}`)).body).toContain('Cette enquête est fermée');
    await t.night();
    expect((await read(slug)).state).toBe('closed');
    expect((await t.mails()).filter(({ subject }) => subject.includes('fermée'))).toHaveLength(1);
    expect(
      await t.db
        .selectFrom('audit_events')
        .select('actor_label')
        .where('verb', '=', 'survey.close')
        .execute(),
    ).toEqual([{ actor_label: 'Cordée' }]);
  });
});

describe('who prepares surveys', () => {
  it('the programme team, of a group: once they opened it, with a reason', async () => {
    const slug = await created({ titre: 'Secrète' });
    const inTheList = async () => (await t.get('/espace/enquetes', t.as.team)).body.includes('Secrète');
    const opening = `/espace/groupes/${t.group.slug}/ouverture?retour=`;
    const pages = [
      `/enquetes/${slug}`,
      ...['', '/modifier', '/questions', '/apercu/1'].map((path) => work(slug) + path),
    ];
    expect(await inTheList()).toBe(false);
    for (const url of pages) {
      const { statusCode, headers } = await t.get(url, t.as.team);
      expect([statusCode, headers.location], url).toEqual([303, opening + encodeURIComponent(url)]);
    }
    expect((await t.post(`${work(slug)}/suppression`, {}, t.as.team)).statusCode).toBe(403);
    const own = { ...settings, titre: 'Pour le groupe', groupe: t.group.slug };
    expect((await t.post('/espace/enquetes/nouvelle', own, t.as.team)).statusCode).toBe(422);
    expect((await t.post('/espace/enquetes/nouvelle', { ...own, groupe: '' }, t.as.team)).statusCode).toBe(
      303,
    );
    await anOpening(t.db, t.group.id, t.id.team);
    expect(await inTheList()).toBe(true);
    for (const url of pages) expect((await t.get(url, t.as.team)).statusCode, url).toBe(200);
  });

  it.each([
    ['visitor', undefined, 303, 404],
    ['stranger', 'stranger', 403, 404],
    ['member', 'member', 403, 404],
    ['foreignCopilot', 'foreignCopilot', 200, 404],
  ] as const)('%s', async (_, person, list, draft) => {
    const slug = await created({ titre: 'Secrète' });
    const cookie = person && (await t.signIn(t.id[person]));
    expect((await t.get('/espace/enquetes', cookie)).statusCode).toBe(list);
    for (const path of ['', '/modifier', '/questions', '/apercu/1', '/ouverture', '/suppression']) {
      const { statusCode } = await t.get(`${work(slug)}${path}`, cookie);
      expect(statusCode, path).toBe(cookie ? draft : 303);
    }
    if (cookie) {
      expect(
        (await t.post(`${work(slug)}/questions/nouvelle/text`, { intitule: 'x' }, cookie)).statusCode,
      ).toBe(404);
      expect((await t.post(`${work(slug)}/suppression`, {}, cookie)).statusCode).toBe(404);
    }
  });

  it('no copilot prepares one for a group of others', async () => {
    const response = await t.post(
      '/espace/enquetes/nouvelle',
      { ...settings, groupe: t.group.slug },
      await t.signIn(t.id.foreignCopilot),
    );
    expect(response.statusCode).toBe(422);
    expect(
      (await t.post('/espace/enquetes/nouvelle', { ...settings, groupe: '' }, await t.signIn(t.id.copilot)))
        .statusCode,
    ).toBe(422);
  });
});
