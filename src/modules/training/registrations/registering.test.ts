import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anAccount } from '../../../../test/factories.ts';
import { errorsIn, linkIn, startWithTraining, type TrainingApp } from '../../../../test/training.ts';
import { deleteAccount } from '../../identity/index.ts';

let t: TrainingApp;
beforeAll(async () => {
  t = await startWithTraining();
});
afterAll(() => t.close());

const asked = {
  nom: 'Camille Roche',
  courriel: 'camille@mairie.example',
  organisme: 'Mairie',
  moi: '1',
  information: '1',
};
const mailsTo = async (address: string) => (await t.mails()).filter(({ to }) => to === address);

describe('without an account', () => {
  it('nobody is registered nor told before the address is confirmed, once, by a button', async () => {
    const session = await t.aSession({ titre: 'Sans compte', places: '5' });
    const answer = await t.post(`${session}/inscription`, {
      ...asked,
      collegue_0_nom: 'Sasha Martin',
      collegue_0_courriel: 'Sasha@Mairie.example',
    });
    expect(answer.statusCode).toBe(303);
    expect(await t.states(session)).toEqual({});
    expect(await mailsTo('sasha@mairie.example')).toEqual([]);
    const mail = await t.lastMailTo('camille@mairie.example');
    // Anybody can have it sent to anybody: nothing that was typed is in it.
    expect(mail.text).not.toContain('Roche');
    expect(mail.text).not.toContain('Sasha');
    const link = linkIn(mail.text);
    for (let turn = 0; turn < 2; turn += 1) {
      const page = await t.get(link);
      expect(page.statusCode).toBe(200);
      expect(page.headers['cache-control']).toBe('no-store');
      expect(page.body).toContain('Sasha Martin');
    }
    expect(await t.states(session)).toEqual({});
    const [one, two] = await Promise.all([t.post(link, {}), t.post(link, {})]);
    expect([one.statusCode, two.statusCode].sort()).toEqual([200, 410]);
    expect(await t.states(session)).toEqual({ registered: 2 });
    const told = await t.lastMailTo('sasha@mairie.example');
    expect(told.text).toContain(
      'Camille Roche (camille@mairie.example) a demandé cette inscription pour vous.',
    );
    expect((await t.get(link)).statusCode).toBe(410);
    expect((await t.get(`${session}/confirmation/${'x'.repeat(43)}`)).statusCode).toBe(410);
    // The link is of one session.
    const other = await t.aSession({ titre: 'Autre sans compte' });
    await t.post(`${other}/inscription`, asked);
    const foreign = linkIn((await t.lastMailTo('camille@mairie.example')).text);
    expect((await t.post(foreign.replace(other, session), {})).statusCode).toBe(410);
  });

  it('answers the same whether or not the address is registered, and sends one mail for what is sent twice', async () => {
    const session = await t.aSession({ titre: 'Même réponse' });
    await t.ask(session, { name: 'Déjà Inscrite', email: 'deja@mairie.example' });
    const known = await t.post(`${session}/inscription`, { ...asked, courriel: 'deja@mairie.example' });
    const unknown = await t.post(`${session}/inscription`, { ...asked, courriel: 'jamais@mairie.example' });
    expect(known.statusCode).toBe(unknown.statusCode);
    expect(known.headers.location).toBe(unknown.headers.location);
    const seenBy = (answer: typeof known) =>
      t.app.inject({ url: session, headers: { cookie: String(answer.headers['set-cookie']).split(';')[0] } });
    const [a, b] = [await seenBy(known), await seenBy(unknown)];
    expect(a.body).toBe(b.body);
    const before = (await mailsTo('jamais@mairie.example')).length;
    await Promise.all(
      [1, 2, 3].map(() => t.post(`${session}/inscription`, { ...asked, courriel: 'jamais@mairie.example' })),
    );
    expect((await mailsTo('jamais@mairie.example')).length).toBe(before);
    // The person alone is told kindly, once their address is proven.
    const done = await t.post(linkIn((await t.lastMailTo('deja@mairie.example')).text), {});
    expect(done.body).toContain('Vous êtes déjà inscrit');
    expect(await t.states(session)).toEqual({ registered: 1 });
  });

  it('a colleague who is registered keeps their registration; who asked reads the same, and may not touch it', async () => {
    const session = await t.aSession({ titre: 'Celle d’autrui', places: '9' });
    await t.ask(session, { name: 'Maire Discrète', email: 'maire@discret.example' });
    const fresh = await t.ask(session, {
      name: 'Curieux Premier',
      email: 'curieux1@x.example',
      comes: false,
      colleagues: [['Nouvelle Personne', 'nouvelle@discret.example']],
    });
    const again = await t.ask(session, {
      name: 'Curieux Second',
      email: 'curieux2@x.example',
      comes: false,
      colleagues: [['Maire Discrète', 'maire@discret.example']],
    });
    expect([fresh, again].every(Boolean)).toBe(true);
    expect((await mailsTo('maire@discret.example')).at(-1)?.text).toContain(
      'Vous l’aviez déjà : rien ne change.',
    );
    const { id } = await t.db
      .selectFrom('training_registrations')
      .select('id')
      .where('email', '=', 'maire@discret.example')
      .executeTakeFirstOrThrow();
    // The curious one asks for all that is theirs: this one is not.
    await t.post('/formations/mes-inscriptions', { courriel: 'curieux2@x.example' });
    await t.runJobs();
    expect(
      (await mailsTo('curieux2@x.example')).filter(({ subject }) => subject.startsWith('Vos inscriptions')),
    ).toEqual([]);
    await t.post('/formations/mes-inscriptions', { courriel: 'curieux1@x.example' });
    await t.runJobs();
    const own = linkIn((await t.lastMailTo('curieux1@x.example')).text);
    const page = await t.get(own);
    expect(page.body).toContain('Nouvelle Personne');
    expect(page.body).not.toContain('maire@discret.example');
    for (const act of ['annulation', 'attestation.pdf'])
      expect((await t.get(`${own}/${id}/${act}`)).statusCode).toBe(404);
    expect((await t.post(`${own}/${id}/annulation`, {})).statusCode).toBe(404);
    expect((await t.post(`/formations/mes-inscriptions/${id}/annulation`, {}, t.member)).statusCode).toBe(
      404,
    );
    expect((await t.get(`/formations/mes-inscriptions/${id}/attestation.pdf`, t.member)).statusCode).toBe(
      404,
    );
    expect((await t.post(`/formations/inscriptions/${'x'.repeat(43)}/${id}/annulation`, {})).statusCode).toBe(
      404,
    );
    expect(await t.states(session)).toEqual({ registered: 2 });
  });

  it('the link of one registration opens no other of the same person', async () => {
    const [one, two] = [await t.aSession({ titre: 'Lien un' }), await t.aSession({ titre: 'Lien deux' })];
    await t.ask(one, { name: 'Lise Liens', email: 'lise@liens.example' });
    const first = linkIn((await t.lastMailTo('lise@liens.example')).text);
    await t.ask(two, { name: 'Lise Liens', email: 'lise@liens.example' });
    const page = await t.get(first);
    expect(page.body).toContain('Lien un');
    expect(page.body).not.toContain('Lien deux');
    const other = await t.db
      .selectFrom('training_registrations')
      .select('id')
      .where('session_id', '=', await t.idOf(two))
      .executeTakeFirstOrThrow();
    expect((await t.post(`${first}/${other.id}/annulation`, {})).statusCode).toBe(404);
    // Links are kept as hashes.
    const token = first.split('/').at(-1) ?? '';
    const { rows } = await t.pool.query('select encode(token_hash, $1) as kept from training_links', [
      'base64',
    ]);
    expect(rows.some(({ kept }) => String(kept).includes(token))).toBe(false);
  });

  it.each([
    [{ nom: '' }, 'Indiquez votre prénom'],
    [{ nom: 'Voir www.pub.example' }, 'Indiquez votre prénom et votre nom.'],
    [{ courriel: 'pas une adresse' }, 'Cette adresse est incorrecte.'],
    [{ moi: '' }, 'Cochez « Je participe »'],
    [{ information: '' }, 'Lisez à quoi servent'],
    [{ collegue_0_nom: 'Sasha Martin' }, 'Indiquez son adresse électronique'],
    [{ collegue_1_courriel: 'sasha@mairie.example' }, 'Indiquez son prénom et son nom.'],
    [
      { collegue_0_nom: 'Encore Moi', collegue_0_courriel: 'camille@mairie.example' },
      'Cette adresse est la vôtre',
    ],
    [
      {
        collegue_0_nom: 'Sasha Un',
        collegue_0_courriel: 's@m.example',
        collegue_1_nom: 'Sasha Deux',
        collegue_1_courriel: 'S@m.example',
      },
      'déjà donnée pour une autre personne',
    ],
  ])('%o is refused next to its field', async (changes, message) => {
    const session = await t.aSession({ titre: 'Refus' });
    const typed = { ...asked, ...changes };
    // A box that is not ticked is not sent.
    const sent = Object.entries(typed).filter(
      ([name, value]) => value !== '' || !['moi', 'information'].includes(name),
    );
    const answer = await t.post(`${session}/inscription`, Object.fromEntries(sent));
    expect(answer.statusCode).toBe(422);
    expect(
      errorsIn(answer.body)
        .join(' ')
        .replace(/\u00a0/g, ' '),
    ).toContain(message);
    expect(answer.body).toContain('value="Mairie"');
    expect(await t.states(session)).toEqual({});
  });

  it('a script in a name stays a text, a machine falls in the trap, nobody takes all the places', async () => {
    const session = await t.aSession({ titre: 'Attaques', places: '50' });
    const trapped = await t.post(`${session}/inscription`, {
      ...asked,
      courriel: 'robot@x.example',
      site_web: 'x',
    });
    expect(trapped.statusCode).toBe(303);
    expect(await mailsTo('robot@x.example')).toEqual([]);
    await t.ask(session, {
      name: 'Ana "><img src=x onerror=alert(1)>'.replace(/[<>/]/g, ''),
      email: 'ana@x.example',
    });
    expect((await t.get(`${session}/participants`, t.copilot)).body).not.toContain('"><img');
    const many = (from: number): [string, string][] =>
      Array.from({ length: 6 }, (_, index) => [
        `Nom Numéro ${from + index}`.replace(/\d/g, 'x'),
        `n${from + index}@x.example`,
      ]);
    await t.ask(session, {
      name: 'Gour Mand',
      email: 'gourmand@x.example',
      comes: false,
      colleagues: many(0),
    });
    await expect(
      t.ask(session, { name: 'Gour Mand', email: 'gourmand@x.example', comes: false, colleagues: many(10) }),
    ).rejects.toThrow(/422/);
    expect(await t.states(session)).toEqual({ registered: 7 });
  });

  it('opens and closes on its days, and when it begins', async () => {
    const later = await t.aSession({ titre: 'Plus tard', ouverture: '2026-12-01' });
    const closed = await t.aSession({ titre: 'Déjà close', cloture: '2026-11-22' });
    for (const [session, why] of [
      [later, 'ouvrent le'],
      [closed, 'closes depuis'],
    ] as const) {
      expect((await t.get(`${session}/inscription`)).body).toContain(why);
      expect((await t.post(`${session}/inscription`, asked)).statusCode).toBe(422);
      expect((await t.post(`${session}/inscription-directe`, {}, t.member)).statusCode).toBe(422);
      expect(await t.states(session)).toEqual({});
    }
    const soon = await t.aSession({
      titre: 'Dans une heure',
      jour: '2026-11-23',
      debut: '11 h',
      fin: '12 h',
    });
    await t.post(`${soon}/inscription`, { ...asked, courriel: 'tard@x.example' });
    const link = linkIn((await t.lastMailTo('tard@x.example')).text);
    t.clock.advance({ hours: 2 });
    try {
      const late = await t.post(link, {});
      expect(late.statusCode).toBe(422);
      expect(late.body).toContain('La session a commencé');
    } finally {
      t.clock.advance({ hours: -2 });
    }
  });
});

describe('signed in', () => {
  it('one click registers, a second one says so kindly; colleagues go along', async () => {
    const session = await t.aSession({ titre: 'Un clic', places: '9' });
    expect((await t.post(`${session}/inscription-directe`, {})).statusCode).toBe(303);
    expect(await t.states(session)).toEqual({});
    await t.post(`${session}/inscription-directe`, {}, t.member);
    expect(await t.states(session)).toEqual({ registered: 1 });
    const page = await t.get(session, t.member);
    expect(page.body).toContain('Vous êtes inscrit');
    expect(page.body).toContain('https://visio.exemple.fr/secret');
    const again = await t.post(`${session}/inscription-directe`, {}, t.member);
    const notice = await t.app.inject({
      url: session,
      headers: { cookie: `${t.member}; ${String(again.headers['set-cookie']).split(';')[0]}` },
    });
    expect(notice.body).toContain('Vous êtes déjà inscrit à cette session');
    const more = await t.post(
      `${session}/inscription`,
      { information: '1', collegue_0_nom: 'Jo Collègue', collegue_0_courriel: 'jo@x.example' },
      t.member,
    );
    expect(more.statusCode).toBe(303);
    expect((await t.lastMailTo('jo@x.example')).text).toContain('Lou Membre');
    const own = await t.get('/formations/mes-inscriptions', t.member);
    expect(own.body).toContain('Jo Collègue');
    expect((await t.get('/espace', t.member)).body).toContain('inscription à venir');
    // Who registered a colleague may take them out; the colleague reads who did.
    const { id } = await t.db
      .selectFrom('training_registrations')
      .select('id')
      .where('email', '=', 'jo@x.example')
      .executeTakeFirstOrThrow();
    expect((await t.post(`/formations/mes-inscriptions/${id}/annulation`, {}, t.member)).statusCode).toBe(
      303,
    );
    expect((await t.lastMailTo('jo@x.example')).text).toContain('Lou Membre (');
    expect(await t.states(session)).toEqual({ registered: 1, cancelled: 1 });
  });

  it('who waits to be let in registers by mail, as a visitor does', async () => {
    const session = await t.aSession({ titre: 'En attente de compte' });
    const pending = await anAccount(t.db, { state: 'pending' });
    const cookie = await t.signIn(pending.id);
    expect((await t.post(`${session}/inscription-directe`, {}, cookie)).statusCode).toBe(422);
    expect((await t.get(`${session}/inscription`, cookie)).body).toContain(
      'Votre adresse électronique professionnelle',
    );
  });

  it('an account that is deleted leaves its place to who waits, and nothing of its person', async () => {
    const session = await t.aSession({ titre: 'Départ', places: '1' });
    const leaver = await anAccount(t.db, { name: 'Part Bientôt' });
    const cookie = await t.signIn(leaver.id);
    await t.post(`${session}/inscription-directe`, {}, cookie);
    await t.post(
      `${session}/inscription`,
      { information: '1', collegue_0_nom: 'Reste Ici', collegue_0_courriel: 'reste@x.example' },
      cookie,
    );
    expect(await t.states(session)).toEqual({ registered: 1, waiting: 1 });
    await t.db.transaction().execute((tx) => deleteAccount(tx, { accountId: leaver.id, now: t.clock.now() }));
    expect(await t.states(session)).toEqual({ registered: 1 });
    expect((await t.lastMailTo('reste@x.example')).subject).toContain('Une place s’est libérée');
    const { rows } = await t.pool.query('select row_to_json(r)::text as row from training_registrations r');
    expect(
      rows.some(({ row }) => String(row).includes(leaver.email) || String(row).includes('Part Bientôt')),
    ).toBe(false);
  });
});

it('who comes is for the organisers only', async () => {
  const session = await t.aSession({ titre: 'Participants' });
  await t.ask(session, { name: '=HYPERLINK(x)', email: 'formule@x.example' });
  for (const path of ['/participants', '/participants.csv', '/bilan', '/historique']) {
    expect((await t.get(session + path)).statusCode).toBe(303);
    expect((await t.get(session + path, t.member)).statusCode).toBe(403);
    for (const cookie of [t.organiser, t.copilot, t.team])
      expect((await t.get(session + path, cookie)).statusCode).toBe(200);
  }
  const csv = (await t.get(`${session}/participants.csv`, t.copilot)).body;
  expect(csv).toContain("'=HYPERLINK");
  const audit = await t.db
    .selectFrom('audit_events')
    .select('verb')
    .where('verb', '=', 'training.export-participants')
    .execute();
  expect(audit.length).toBeGreaterThan(0);
});

it('limits how often one asks', async () => {
  const session = await t.aSession({ titre: 'Limites' });
  const statuses: number[] = [];
  for (let turn = 0; turn < 12; turn += 1)
    statuses.push(
      (
        await t.post(`${session}/inscription`, {
          ...asked,
          courriel: 'insistant@x.example',
          organisme: `Mairie ${turn}`,
        })
      ).statusCode,
    );
  expect(statuses.slice(0, 8)).toEqual(Array.from({ length: 8 }, () => 303));
  expect(statuses.at(-1)).toBe(429);
  expect(await mailsTo('insistant@x.example')).toHaveLength(8);
});
