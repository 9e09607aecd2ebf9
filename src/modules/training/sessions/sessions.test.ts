import ICAL from 'ical.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anAccount } from '../../../../test/factories.ts';
import { aSessionForm, errorsIn, startWithTraining, type TrainingApp } from '../../../../test/training.ts';

let t: TrainingApp;
beforeAll(async () => {
  t = await startWithTraining();
});
afterAll(() => t.close());

const events = (calendar: string) =>
  new ICAL.Component(ICAL.parse(calendar))
    .getAllSubcomponents('vevent')
    .map((event) => new ICAL.Event(event));

describe('who writes sessions', () => {
  it.each([
    ['a visitor', () => undefined, 303],
    ['a member', () => t.member, 403],
    ['a copilot', () => t.copilot, 200],
    ['the team', () => t.team, 200],
    ['who was given the right', () => t.organiser, 200],
  ])('%s opens the form, or not', async (_who, cookie, status) => {
    expect((await t.get('/formations/sessions/nouvelle', cookie())).statusCode).toBe(status);
    expect((await t.get('/espace/formations', cookie())).statusCode).toBe(status);
  });

  it('a member who sends it all the same writes nothing', async () => {
    const answer = await t.post(
      '/formations/sessions/nouvelle',
      { ...aSessionForm, titre: 'Pirate' },
      t.member,
    );
    expect(answer.statusCode).toBe(403);
    expect((await t.get('/formations/sessions')).body).not.toContain('Pirate');
  });

  it('who was given the right writes for that organisation only, and only while of it', async () => {
    const other = await t.post(
      '/formations/sessions/nouvelle',
      { ...aSessionForm, organisateur: 'anct' },
      t.organiser,
    );
    expect(other.statusCode).toBe(422);
    expect(errorsIn(other.body)).toEqual(['Choisissez l’organisateur dans la liste.']);
    const foreign = await t.aSession({ organisateur: 'anct', titre: 'De l’ANCT' });
    expect((await t.get(`${foreign}/modifier`, t.organiser)).statusCode).toBe(403);
    expect((await t.get(`${foreign}/participants`, t.organiser)).statusCode).toBe(403);
    const own = await t.aSession({ titre: 'De la DINUM' });
    expect((await t.get(`${own}/modifier`, t.organiser)).statusCode).toBe(200);
    await t.db
      .updateTable('accounts')
      .set({ organisation_slug: 'anct' })
      .where('id', '=', t.people.organiser.id)
      .execute();
    expect((await t.get(`${own}/modifier`, t.organiser)).statusCode).toBe(403);
    expect((await t.get(`${foreign}/modifier`, t.organiser)).statusCode).toBe(403);
    await t.db
      .updateTable('accounts')
      .set({ organisation_slug: 'dinum' })
      .where('id', '=', t.people.organiser.id)
      .execute();
  });

  it('the right is given by those who keep the catalogue, and told', async () => {
    const person = await anAccount(t.db, { name: 'Noa Nouvelle', organisation: 'anct' });
    const path = '/formations/sessions/acces';
    expect((await t.post(path, { adresse: person.email }, t.organiser)).statusCode).toBe(403);
    expect((await t.post(path, { adresse: person.email }, t.team)).statusCode).toBe(303);
    expect((await t.lastMailTo(person.email)).subject).toContain('publier des sessions');
    const cookie = await t.signIn(person.id);
    expect((await t.get('/formations/sessions/nouvelle', cookie)).statusCode).toBe(200);
    expect((await t.get(path, t.team)).body).toContain('Noa Nouvelle');
    await t.post(`${path}/anct/${person.id}/retrait`, {}, t.team);
    expect((await t.get('/formations/sessions/nouvelle', cookie)).statusCode).toBe(403);
    const unknown = await t.post(path, { adresse: 'personne@nulle.example' }, t.team);
    const noBody = await t.post(path, { adresse: t.people.member.email }, t.team);
    expect([unknown.statusCode, noBody.statusCode]).toEqual([422, 422]);
  });
});

it('/formations leads to the catalogue of training', async () => {
  const { statusCode, headers } = await t.get('/formations');
  expect([statusCode, headers.location]).toEqual([301, '/catalogues/formations']);
});

describe('the form', () => {
  it.each([
    [{ titre: '' }, 'Donnez un titre'],
    [{ jour: '2026-01-12' }, 'Cette date est passée.'],
    [{ jour: '' }, 'Indiquez le jour.'],
    [{ debut: '25 h' }, 'Cette heure est incorrecte.'],
    [{ fin: '8 h' }, 'La fin vient après le début.'],
    [{ jour_fin: '2027-01-14' }, 'indiquez la durée de formation'],
    [{ duree: '9 h' }, 'tient entre le début et la fin'],
    [{ mode: 'onsite' }, 'Sur place, il n’y a pas de lien'],
    [{ mode: 'remote' }, 'À distance, il n’y a pas d’adresse'],
    [{ adresse: '' }, 'Indiquez où se tient la session.'],
    [{ lieu: 'Xqzwkjh', lieu_id: '' }, 'Aucun territoire ne porte ce nom.'],
    [{ lien: 'http://visio.exemple.fr' }, 'Cette adresse est incorrecte.'],
    [{ lien: 'javascript:alert(1)' }, 'Cette adresse est incorrecte.'],
    [{ places: '0' }, 'de 1 à 5'],
    [{ offre: 'test-maturite-cyber' }, 'Choisissez une offre du catalogue des formations.'],
    [{ publics: ['martiens'] }, 'Ce choix n’existe pas.'],
    [{ cloture: '2027-02-01' }, 'au plus tard le jour de la session'],
  ])('%o is refused next to its field', async (changes, message) => {
    const answer = await t.post('/formations/sessions/nouvelle', { ...aSessionForm, ...changes }, t.copilot);
    expect(answer.statusCode).toBe(422);
    expect(errorsIn(answer.body).join(' ')).toContain(message);
    expect(answer.body).toContain('formation@annecy.example');
  });

  it('offers the territories that a name may mean', async () => {
    const answer = await t.post(
      '/formations/sessions/nouvelle',
      { ...aSessionForm, lieu: 'Saint-Denis', lieu_id: '' },
      t.copilot,
    );
    expect(answer.statusCode).toBe(422);
    expect(answer.body).toContain('Laquelle est-ce');
  });

  it('keeps a script as a text', async () => {
    const address = await t.aSession({
      titre: '<script>alert(1)</script>',
      description: '<script>alert(2)</script>',
      adresse: '<script>alert(3)</script>',
    });
    const { body } = await t.get(address);
    expect(body).not.toMatch(/<script>alert/);
    expect(body).toContain('&lt;script>alert(1)');
  });
});

describe('a session', () => {
  it('is nobody else’s business while it is a draft', async () => {
    const draft = await t.aSession({ titre: 'Brouillon discret', etat: 'brouillon' });
    for (const [cookie, status] of [
      [undefined, 404],
      [t.member, 404],
      [t.organiser, 200],
      [t.copilot, 200],
    ] as const) {
      expect((await t.get(draft, cookie)).statusCode).toBe(status);
      expect((await t.get(`${draft}.json`, cookie)).statusCode).toBe(status);
    }
    expect((await t.get(`${draft}/inscription`)).statusCode).toBe(404);
    expect((await t.get(`${draft}.ics`, t.copilot)).statusCode).toBe(404);
    for (const list of ['', '.json', '.csv', '.ics', '.atom'])
      expect((await t.get(`/formations/sessions${list}`)).body).not.toContain('Brouillon discret');
    expect(
      (await t.get('/recherche.json?q=brouillon%20discret')).json().counts['training-session'],
    ).toBeUndefined();
  });

  it('is read as a page, as data, in a spreadsheet, in a calendar; never with its link', async () => {
    const address = await t.aSession({ titre: 'Session à lire', publics: ['elus', 'agents'] });
    const page = await t.get(address);
    expect(page.body.replace(/\s/g, ' ')).toContain('Mardi 12 janvier 2027, de 9 h 30 à 12 h');
    expect(page.body).toContain('href="/catalogues/formations/cafe-ia"');
    const data = (await t.get(`${address}.json`)).json();
    expect(data).toMatchObject({
      starts_at: '2027-01-12T08:30:00.000Z',
      ends_at: '2027-01-12T11:00:00.000Z',
      training_minutes: 150,
      territory: { id: 'commune:74010', name: 'Annecy' },
      places_left: 2,
      registration: 'open',
    });
    const [event] = events((await t.get(`${address}.ics`)).body);
    expect(event?.summary).toBe('Session à lire');
    expect(event?.startDate.toJSDate().toISOString()).toBe('2027-01-12T08:30:00.000Z');
    expect(event?.location).toContain('Hôtel de ville, salle 2');
    for (const path of [
      address,
      `${address}.json`,
      `${address}.ics`,
      '/formations/sessions',
      '/formations/sessions.json',
      '/formations/sessions.csv',
      '/formations/sessions.ics',
      '/formations/sessions.atom',
    ])
      for (const cookie of [undefined, t.member]) {
        const answer = await t.get(path, cookie);
        expect(answer.statusCode, path).toBe(200);
        expect(answer.body, path).not.toContain('visio.exemple.fr');
      }
    expect((await t.get('/recherche.json?q=session%20a%20lire&type=sessions')).json().items[0].url).toContain(
      address,
    );
    expect((await t.get('/catalogues/formations/cafe-ia')).body).toContain('Session à lire');
    expect((await t.get('/catalogues/formations')).body).toContain('href="/formations/sessions"');
    expect((await t.get('/sitemap-contenus.xml')).body).toContain(address);
  });

  it('is found by place, month, offer and public', async () => {
    await t.aSession({
      titre: 'Zèbre à distance',
      mode: 'remote',
      adresse: '',
      lieu: '',
      lieu_id: '',
      publics: [],
    });
    await t.aSession({
      titre: 'Zèbre à Brest',
      lieu: '',
      lieu_id: 'commune:29019',
      jour: '2027-03-02',
      offre: '',
      publics: ['agents'],
      mode: 'onsite',
      lien: '',
    });
    const titles = async (search: string) =>
      (await t.get(`/formations/sessions.json?${search}`))
        .json()
        .items.map(({ title }: { title: string }) => title)
        .filter((title: string) => title.startsWith('Zèbre'));
    expect(await titles('lieu=distance')).toEqual(['Zèbre à distance']);
    expect(await titles('lieu=region:53')).toEqual(['Zèbre à Brest']);
    expect(await titles('lieu=departement:29')).toEqual(['Zèbre à Brest']);
    expect(await titles('lieu=commune:29019')).toEqual(['Zèbre à Brest']);
    expect(await titles('lieu=departement:74')).toEqual([]);
    expect(await titles('mois=2027-03')).toEqual(['Zèbre à Brest']);
    expect(await titles('offre=cafe-ia')).toEqual(['Zèbre à distance']);
    // What is for everybody is for elected officials too.
    expect(await titles('public=elus')).toEqual(['Zèbre à distance']);
    expect(await titles('public=agents')).toEqual(['Zèbre à distance', 'Zèbre à Brest']);
    expect(await titles('lieu=x&mois=demain&offre=%27&public=')).toHaveLength(2);
    const page = (await t.get('/formations/sessions?lieu=region:53')).body;
    expect(page).toMatch(/Lieu\s: Bretagne/);
    expect(page).not.toContain('Zèbre à distance');
    const [event, ...others] = events((await t.get('/formations/sessions.ics?lieu=departement:29')).body);
    expect(event?.summary).toBe('Zèbre à Brest');
    expect(others).toEqual([]);
  });

  it('neutralises formulas in the public spreadsheet', async () => {
    await t.aSession({ titre: '=cmd|calc' });
    expect((await t.get('/formations/sessions.csv')).body).toContain("'=cmd|calc");
  });

  it('goes when it is over', async () => {
    const address = await t.aSession({ titre: 'Bientôt finie', jour: '2026-11-24' });
    t.clock.advance({ days: 2 });
    t.deps.pageCache.clear();
    try {
      expect((await t.get('/formations/sessions')).body).not.toContain('Bientôt finie');
      expect((await t.get(address)).body).toContain('Passée');
      expect((await t.get('/formations/sessions.ics')).body).toContain('Bientôt finie');
      const { tasks } = await import('../tasks.ts');
      await tasks(t.deps)
        .find(({ name }) => name === 'training.purge')
        ?.run({});
      expect((await t.get('/recherche.json?q=bientot%20finie&type=sessions')).json().total).toBe(0);
    } finally {
      t.clock.advance({ days: -2 });
    }
  });
});

describe('a change', () => {
  it('keeps each version, and refuses a stale one with both texts', async () => {
    const address = await t.aSession({ titre: 'Deux mains' });
    const first = await t.post(
      `${address}/modifier`,
      { ...aSessionForm, titre: 'Deux mains, une', version: '1' },
      t.copilot,
    );
    expect(first.statusCode).toBe(303);
    const second = await t.post(
      `${address}/modifier`,
      { ...aSessionForm, titre: 'Deux mains, autre', version: '1' },
      t.team,
    );
    expect(second.statusCode).toBe(409);
    expect(second.body).toContain('Deux mains, une');
    expect(second.body).toContain('Deux mains, autre');
    expect((await t.get(address)).body).toContain('Deux mains, une');
    const again = await t.post(
      `${address}/modifier`,
      { ...aSessionForm, titre: 'Deux mains, autre', version: '2' },
      t.team,
    );
    expect(again.statusCode).toBe(303);
    const history = await t.get(`${address}/historique`, t.copilot);
    expect(history.body).toContain('Version 3');
    expect(history.body).toContain('Claude Copilote');
    expect((await t.get(`${address}/historique`, t.member)).statusCode).toBe(403);
    // The link is in the history of those who write, and nobody else's.
    const same = await t.post(
      `${address}/modifier`,
      { ...aSessionForm, titre: 'Deux mains, autre', version: '3' },
      t.team,
    );
    expect(same.statusCode).toBe(303);
    expect((await t.get(`${address}.json`)).json().version).toBe(3);
  });

  it('raises the number of its event in calendars when it shows there, and only then', async () => {
    const address = await t.aSession({ titre: 'Numérotée' });
    const sequence = async () => events((await t.get(`${address}.ics`)).body)[0]?.sequence;
    expect(await sequence()).toBe(0);
    await t.post(
      `${address}/modifier`,
      { ...aSessionForm, titre: 'Numérotée', description: 'Autre texte.', version: '1' },
      t.copilot,
    );
    expect(await sequence()).toBe(0);
    await t.post(
      `${address}/modifier`,
      { ...aSessionForm, titre: 'Numérotée', description: 'Autre texte.', debut: '10 h', version: '2' },
      t.copilot,
    );
    expect(await sequence()).toBe(1);
    await t.post(`${address}/annulation`, { motif: 'Salle inondée.' }, t.copilot);
    expect(await sequence()).toBe(2);
    const [event] = events((await t.get(`${address}.ics`)).body);
    expect(event?.component.getFirstPropertyValue('status')).toBe('CANCELLED');
  });

  it('an annulled session says why, takes nobody, and stays so', async () => {
    const address = await t.aSession({ titre: 'Annulée pour de bon' });
    expect((await t.post(`${address}/annulation`, { motif: 'x' }, t.member)).statusCode).toBe(403);
    expect((await t.post(`${address}/annulation`, { motif: '' }, t.copilot)).statusCode).toBe(422);
    expect((await t.post(`${address}/annulation`, { motif: 'Salle inondée.' }, t.copilot)).statusCode).toBe(
      303,
    );
    const { body } = await t.get(address);
    expect(body).toContain('Salle inondée.');
    expect(body).not.toContain('S’inscrire, soi');
    expect((await t.post(`${address}/annulation`, { motif: 'Encore.' }, t.copilot)).statusCode).toBe(422);
    expect(
      (await t.post(`${address}/modifier`, { ...aSessionForm, version: '2' }, t.copilot)).statusCode,
    ).toBe(422);
    const asked = await t.post(`${address}/inscription`, {
      nom: 'Ana Test',
      courriel: 'ana@x.example',
      moi: '1',
      information: '1',
    });
    expect(asked.statusCode).toBe(422);
  });
});
