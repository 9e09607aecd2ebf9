import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { wordsIn } from '../../../../test/agenda.ts';
import { type Keeper, proposalForm, resourceForm, startKeptCatalogues } from '../../../../test/catalogue.ts';
import { deleteAccount } from '../../identity/index.ts';
import { findDuplicates } from './duplicates.ts';
import { purgeContributions } from './purge.ts';

let scene: Awaited<ReturnType<typeof startKeptCatalogues>>;
beforeAll(async () => {
  scene = await startKeptCatalogues();
});
afterAll(() => scene.t.close());
beforeEach(async () => {
  const { db } = scene.t;
  await db.deleteFrom('resource_contributions').execute();
  await db.deleteFrom('rate_limits').execute();
  await db.deleteFrom('outbox').execute();
  scene.fresh();
});

const base = '/catalogues/cybersecurite';
const queue = `${base}/a-traiter`;
const get = (path: string, who?: Keeper) => scene.t.get(path, who && scene.as(who));
const post = async (path: string, fields: Record<string, string | string[]>, who?: Keeper) => {
  const answer = await scene.t.post(path, fields, who && scene.as(who));
  scene.fresh();
  return answer;
};
const rows = () => scene.t.db.selectFrom('resource_contributions').selectAll().orderBy('asked_at').execute();
const mailsTo = async (address: string) => (await scene.t.mails()).filter(({ to }) => to === address);
const linkIn = (text = '') => /https?:\/\/[^/]+(\/catalogues\/\S+\/lien\/\S+)/.exec(text)?.[1] ?? '';
let count = 0;
/** A title like no other. */
const fresh = (values: Record<string, string | string[]> = {}) => {
  count += 1;
  const word = ['Zéphyr', 'Quokka', 'Ytterbium', 'Wombat', 'Xylophone', 'Kérosène', 'Jonquille', 'Vétiver'][
    count % 8
  ];
  return proposalForm({
    title: `${word} numéro ${count}`,
    url: `https://www.exemple.fr/${count}`,
    ...values,
  });
};
/** Proposes and confirms; gives the page of the queue. */
const confirmed = async (fields: Record<string, string | string[]> = fresh(), path = `${base}/proposer`) => {
  const sent = await post(path, fields);
  expect(sent.statusCode, wordsIn(sent)).toBe(303);
  const mail = (await mailsTo(String(fields.courriel))).at(-1);
  expect((await post(linkIn(mail?.text), {})).statusCode).toBe(200);
  const last = (await rows()).at(-1);
  return { path: `${queue}/${last?.id}`, id: last?.id ?? '', title: String(fields.title) };
};

describe('proposing without an account', () => {
  test('nothing reaches the queue before the address is confirmed, by a button: opening the link uses nothing', async () => {
    const fields = fresh();
    const sent = await post(`${base}/proposer`, fields);
    expect(sent.headers.location).toBe(base);
    expect(wordsIn(await get(queue, 'copilot'))).toContain('Rien n’attend');
    const [mail] = await mailsTo('lou@mairie.example');
    // Somebody else's mailbox must not carry the words of a stranger.
    expect(mail?.text).not.toContain(String(fields.title));
    expect(mail?.text).not.toContain('exemple.fr');
    const link = linkIn(mail?.text);
    for (let times = 0; times < 2; times += 1) {
      const page = await get(link);
      expect(page.statusCode).toBe(200);
      expect(wordsIn(page)).toContain('Confirmer la contribution ?');
    }
    expect((await rows())[0]?.state).toBe('unconfirmed');
    // Of another catalogue, the link is none.
    expect((await post(link.replace('cybersecurite', 'donnees'), {})).statusCode).toBe(410);
    expect((await post(link, {})).statusCode).toBe(200);
    expect((await post(link, {})).statusCode).toBe(410);
    expect((await get(link)).statusCode).toBe(410);
    expect(wordsIn(await get(queue, 'copilot'))).toContain(String(fields.title));
    // Nothing of it is public.
    for (const path of [base, `${base}.json?q=exemple`, '/recherche?q=exemple'])
      expect((await get(path)).body).not.toContain('https://www.exemple.fr/');
  });

  test('a machine that fills the trap reads the same answer, and leaves nothing', async () => {
    const person = await post(`${base}/proposer`, fresh());
    const machine = await post(`${base}/proposer`, fresh({ site_web: 'http://spam.example' }));
    const seen = ({ statusCode, headers }: typeof person) => [
      statusCode,
      headers.location,
      String(headers['set-cookie']).split(';')[0],
    ];
    expect(seen(machine)).toEqual(seen(person));
    expect(await rows()).toHaveLength(1);
    expect(await mailsTo('lou@mairie.example')).toHaveLength(1);
  });

  test('the same answer for the address of an account as for any other', async () => {
    const known = await post(`${base}/proposer`, fresh({ courriel: scene.people.copilot.email }));
    const unknown = await post(`${base}/proposer`, fresh({ courriel: 'personne@mairie.example' }));
    expect([known.statusCode, known.headers.location]).toEqual([
      unknown.statusCode,
      unknown.headers.location,
    ]);
    expect((await rows()).map(({ state, account_id }) => [state, account_id])).toEqual([
      ['unconfirmed', null],
      ['unconfirmed', null],
    ]);
  });

  test('is limited by address and by network, and past the limit nothing is kept', async () => {
    for (let times = 0; times < 5; times += 1)
      expect((await post(`${base}/proposer`, fresh())).statusCode).toBe(303);
    expect((await post(`${base}/proposer`, fresh())).statusCode).toBe(429);
    expect(await rows()).toHaveLength(5);
    for (let times = 0; times < 15; times += 1)
      await post(`${base}/proposer`, fresh({ courriel: `autre-${times}@mairie.example` }));
    expect((await post(`${base}/proposer`, fresh({ courriel: 'encore@mairie.example' }))).statusCode).toBe(
      429,
    );
    expect(await rows()).toHaveLength(20);
  });

  test.each<[string, Record<string, string | string[]>, string]>([
    ['a script for a link', { url: 'javascript:alert(1)' }, 'url'],
    ['no address', { courriel: '' }, 'courriel'],
    ['a name that is a site', { nom: 'www.evil.example' }, 'nom'],
    ['a name to show and none given', { nom: '' }, 'nom'],
    ['a body to show and none given', { nomination: 'body', organisme: '' }, 'organisme'],
    ['no nature', { facet_kind: [] }, 'facet_kind'],
    ['an unknown value', { facet_audiences: ['martiens'] }, 'facet_audiences'],
    ['no reason', { commentaire: ' ' }, 'commentaire'],
  ])('is refused with %s', async (_, values, field) => {
    const answer = await post(`${base}/proposer`, fresh(values));
    expect(answer.statusCode).toBe(422);
    expect(answer.body).toContain(`href="#${field}"`);
    expect(await rows()).toEqual([]);
  });
});

describe('duplicates', () => {
  const link = 'https://messervices.cyber.gouv.fr/';
  const found = async (url: string, title = '') =>
    (await findDuplicates(scene.t.db, { url, title })).map(({ slug }) => slug);

  test('the same page under any way to write its address', async () => {
    for (const way of [
      'http://messervices.cyber.gouv.fr',
      'https://www.messervices.cyber.gouv.fr/',
      'messervices.cyber.gouv.fr/index.html',
      'HTTPS://MESSERVICES.CYBER.GOUV.FR:443/?utm_source=lettre&fbclid=x#haut',
    ])
      expect(await found(way), way).toEqual(['messervicescyber']);
    for (const other of [
      'https://messervices.cyber.gouv.fr/autre',
      'https://messervices.cyber.gouv.fr/?page=2',
      'https://autre.cyber.gouv.fr/',
      'https://messervices.cyber.gouv.fr/#/annuaire',
    ])
      expect(await found(other), other).toEqual([]);
  });

  test('the key of a link is that of the page, whatever is added that leads nowhere else', async () => {
    const word = fc.stringMatching(/^[a-z0-9]{1,8}$/);
    const keyOf = async (url: string) =>
      (await scene.t.pool.query<{ key: string }>('select link_key($1) as key', [url])).rows[0]?.key;
    await fc.assert(
      fc.asyncProperty(
        fc.array(word, { maxLength: 3 }),
        fc.dictionary(word, word, { maxKeys: 3 }),
        fc.record({ www: fc.boolean(), http: fc.boolean(), slash: fc.boolean(), tracker: fc.boolean() }),
        async (path, query, how) => {
          const pairs = Object.entries(query).map(([name, value]) => `${name}=${value}`);
          const plain = `https://site.example${path.map((one) => `/${one}`).join('')}${pairs.length > 0 ? `?${pairs.join('&')}` : ''}`;
          const shuffled = [...pairs.toReversed(), ...(how.tracker ? ['utm_campaign=x'] : [])];
          const dressed = `${how.http ? 'http' : 'https'}://${how.www ? 'WWW.' : ''}Site.example${path.map((one) => `/${one}`).join('')}${how.slash ? '/' : ''}${shuffled.length > 0 ? `?${shuffled.join('&')}` : ''}#ici`;
          expect(await keyOf(dressed)).toBe(await keyOf(plain));
          expect(await keyOf(`${plain.replace('site.', 'autre.')}`)).not.toBe(await keyOf(plain));
        },
      ),
      { numRuns: 60 },
    );
  });

  test('a title that is nearly the same, accents and a letter aside; not one that shares a few words', async () => {
    expect(await found('', 'Guide d’hygiène informatique')).toEqual(['guide-hygiene-informatique']);
    expect(await found('', 'guide hygiene informatiques')).toEqual(['guide-hygiene-informatique']);
    expect(await found('', 'Guide de la restauration scolaire')).toEqual([]);
  });

  test('are shown while typing, and keep the form from going through until somebody says that it is another', async () => {
    const hint = await get(`${base}/doublons?lien=${encodeURIComponent(link)}&titre=x`);
    expect(hint.body).toContain('/catalogues/cybersecurite/messervicescyber');
    expect((await get(`${base}/doublons?lien=https://nouveau.example&titre=Rien`)).body).toBe('');
    const asked = await post(`${base}/proposer`, fresh({ url: link }));
    expect(asked.statusCode).toBe(422);
    expect(asked.body).toContain('/catalogues/cybersecurite/messervicescyber');
    expect(wordsIn(asked)).toContain('C’est une autre ressource');
    expect((await post(`${base}/proposer`, fresh({ url: link, autre: '1' }))).statusCode).toBe(303);
  });
});

describe('the queue', () => {
  test('is the catalogue’s: a copilot of another sees nothing of it, by any address', async () => {
    const { path, id } = await confirmed();
    for (const page of [queue, path, `${path}/publication`, `${path}/refus`]) {
      expect((await get(page)).headers.location).toContain('/connexion');
      for (const who of ['stranger', 'member', 'foreignCopilot', 'association'] as const)
        expect((await get(page, who)).statusCode, `${who} ${page}`).toBe(403);
    }
    expect((await get(`/catalogues/donnees/a-traiter/${id}`, 'foreignCopilot')).statusCode).toBe(404);
    expect(
      (await post(`/catalogues/donnees/a-traiter/${id}/refus`, { motif: 'x' }, 'foreignCopilot')).statusCode,
    ).toBe(404);
    expect((await get(`${queue}/00000000-0000-4000-8000-000000000000`, 'copilot')).statusCode).toBe(404);
    expect((await get(`${queue}/pas-un-id`, 'copilot')).statusCode).toBe(404);
  });

  test('keepers hear of it once a day, and never of what they sent themselves', async () => {
    await confirmed();
    await confirmed();
    const { email } = scene.people.copilot;
    const told = await mailsTo(email);
    expect(told).toHaveLength(1);
    expect(told[0]?.text).toContain(`${base}/a-traiter`);
    expect(await mailsTo(scene.people.foreignCopilot.email)).toEqual([]);
    expect(await mailsTo(scene.people.member.email)).toEqual([]);
    // The other is told the next day.
    scene.t.clock.advance({ days: 1, hours: 2 });
    await scene.t.pool.query('update graphile_worker._private_jobs set run_at = now()');
    await scene.t.runJobs();
    expect(await mailsTo(email)).toHaveLength(2);
    await scene.t.db.deleteFrom('outbox').execute();
    await scene.t.db.deleteFrom('resource_contributions').execute();
    scene.t.clock.advance({ days: 1 });
    await post(`${base}/proposer`, fresh({ courriel: '' }), 'copilot');
    expect(await mailsTo(email)).toEqual([]);
    expect(await mailsTo(scene.people.team.email)).toHaveLength(1);
  });

  test('an accepted resource is public, credited as chosen, and its contributor is told', async () => {
    const { path, title } = await confirmed();
    const form = wordsIn(await get(`${path}/publication`, 'copilot'));
    expect(form).toContain('Lou Secrétaire, Mairie d’Annecy');
    const accepted = await post(
      `${path}/publication`,
      resourceForm({ title, motif: 'Utile aux petites communes.', reponse: 'Merci, c’est en ligne.' }),
      'copilot',
    );
    expect(accepted.statusCode, wordsIn(accepted)).toBe(303);
    const page = String(accepted.headers.location);
    expect(wordsIn(await get(page))).toContain(title);
    const history = wordsIn(await get(`${page}/historique`));
    expect(history).toContain('proposé par Lou Secrétaire, Mairie d’Annecy');
    expect(history).toContain('Contribution acceptée');
    expect(history).not.toContain('mairie.example');
    const told = (await mailsTo('lou@mairie.example')).at(-1);
    expect(told?.subject).toContain('est publiée');
    expect(told?.text).toContain('Merci, c’est en ligne.');
    expect(told?.text).toContain(page);
    // Decided once.
    expect((await post(`${path}/refus`, { motif: 'Trop tard' }, 'team')).statusCode).toBe(422);
    const { body } = await get('/administration/journal', 'team');
    expect(body).toContain('a publié une contribution sur la ressource');
  });

  test.each([
    ['body', 'Mairie d’Annecy', 'Lou Secrétaire'],
    ['nobody', 'Contribution acceptée', 'Mairie d’Annecy'],
  ])('named by %s: what was not chosen is not even kept', async (nomination, shown, hidden) => {
    const { path, title } = await confirmed(fresh({ nomination }));
    const [row] = await rows();
    expect(row?.name).toBe(null);
    const accepted = await post(`${path}/publication`, resourceForm({ title, reponse: 'Merci.' }), 'copilot');
    const history = wordsIn(await get(`${accepted.headers.location}/historique`));
    expect(history).toContain(shown);
    expect(history).not.toContain(hidden);
  });

  test('what is not retained comes back with its reason', async () => {
    const { path } = await confirmed();
    expect((await post(`${path}/refus`, { motif: '' }, 'copilot')).statusCode).toBe(422);
    expect(
      (await post(`${path}/refus`, { motif: 'Déjà couvert par un autre guide.' }, 'copilot')).statusCode,
    ).toBe(303);
    const told = (await mailsTo('lou@mairie.example')).at(-1);
    expect(told?.subject).toContain('n’est pas retenue');
    expect(told?.text).toContain('Déjà couvert par un autre guide.');
  });
});

describe('a correction', () => {
  const path = `${base}/simulateur-nis2`;
  const filled = async (values: Record<string, string | string[]>) => {
    const resource = (await get(`${path}.json`)).json();
    return {
      title: resource.title,
      url: resource.url,
      producer: resource.producer,
      summary: resource.summary,
      source_0_label: resource.sources[0]?.label ?? '',
      source_0_url: resource.sources[0]?.url ?? '',
      source_1_label: resource.sources[1]?.label ?? '',
      source_1_url: resource.sources[1]?.url ?? '',
      facet_kind: resource.kind,
      facet_audiences: resource.audiences,
      facet_authority_types: resource.authority_types,
      facet_cost: resource.cost,
      commentaire: 'La page le dit.',
      nomination: 'body',
      organisme: 'Mairie d’Annecy',
      courriel: 'lou@mairie.example',
      version: String(resource.version),
      ...values,
    };
  };

  test('shows its difference, is merged with what others wrote, and tells where both touched', async () => {
    const { version } = (await get(`${path}.json`)).json();
    const first = await confirmed(
      await filled({ summary: 'Un résumé corrigé.', producer: 'ANSSI (SGDSN)' }),
      `${path}/proposer`,
    );
    const page = wordsIn(await get(first.path, 'copilot'));
    expect(page).toContain('Ce qui changerait');
    expect(page).toContain('(SGDSN)');
    // Meanwhile somebody changes one of these fields, and another.
    const form = await get(`${path}/modifier`, 'team');
    const current = (await get(`${path}.json`)).json();
    const fields = {
      ...resourceForm(),
      title: current.title,
      url: current.url,
      producer: 'Agence nationale',
      summary: current.summary,
      facet_kind: current.kind,
      facet_needs: [...current.needs, 'organiser'],
      facet_themes: current.themes,
      facet_audiences: current.audiences,
      facet_authority_types: current.authority_types,
      facet_domains: current.domains,
      facet_format: current.format,
      facet_cost: current.cost,
      version: String(version),
    };
    expect(form.statusCode).toBe(200);
    expect((await post(`${path}/modifier`, fields, 'team')).statusCode).toBe(303);
    const moved = wordsIn(await get(first.path, 'copilot'));
    expect(moved).toContain('La fiche a changé depuis cette proposition');
    expect(moved).toContain('Agence nationale');
    const merged = await get(`${first.path}/publication`, 'copilot');
    expect(merged.body).toContain('Un résumé corrigé.');
    // Fields that differ, then the same names again in the form: each part says which it is.
    expect(merged.body).toMatch(/<h2>Ce qui changerait.*<h3>Résumé.*<h2>La fiche à publier/s);
    expect(merged.body).toMatch(/name="facet_needs" value="organiser" checked/);
    expect(merged.body).toContain(`name="version" value="${version + 1}"`);
    const accepted = await post(
      `${first.path}/publication`,
      {
        ...fields,
        summary: 'Un résumé corrigé.',
        producer: 'ANSSI (SGDSN)',
        reponse: 'Merci.',
        version: String(version + 1),
      },
      'copilot',
    );
    expect(accepted.statusCode, wordsIn(accepted)).toBe(303);
    expect((await get(`${path}.json`)).json()).toMatchObject({
      summary: 'Un résumé corrigé.',
      producer: 'ANSSI (SGDSN)',
      needs: expect.arrayContaining(['organiser']),
      version: version + 2,
    });
    expect(wordsIn(await get(`${path}/historique`))).toContain('proposé par Mairie d’Annecy');
  });

  test('that changes nothing is not sent; of a withdrawn resource there is none', async () => {
    const same = await post(`${path}/proposer`, await filled({}));
    expect(same.statusCode).toBe(422);
    expect(wordsIn(same)).toContain('Vous n’avez rien changé');
    await scene.t.db
      .updateTable('resources')
      .set({ published: false })
      .where('slug', '=', 'cyberdico')
      .execute();
    for (const page of ['proposer', 'signaler'])
      expect((await get(`${base}/cyberdico/${page}`)).statusCode).toBe(404);
    await scene.t.db
      .updateTable('resources')
      .set({ published: true })
      .where('slug', '=', 'cyberdico')
      .execute();
  });
});

describe('a report', () => {
  const path = `${base}/silene/signaler`;

  test('lands in the queue without any address, and is answered', async () => {
    expect((await post(path, { sujet: 'error', commentaire: '' })).statusCode).toBe(422);
    expect((await post(path, { sujet: 'dead_link' })).statusCode).toBe(303);
    const [row] = await rows();
    expect(row).toMatchObject({ state: 'waiting', email: null, subject: 'dead_link' });
    const one = `${queue}/${row?.id}`;
    expect(wordsIn(await get(one, 'copilot'))).toContain('Le lien ne mène plus à la ressource');
    expect((await get(`${one}/refus`, 'copilot')).statusCode).toBe(404);
    expect(
      (await post(`${one}/reponse`, { suite: 'corrige', motif: 'Corrigé.' }, 'copilot')).statusCode,
    ).toBe(303);
    expect((await rows())[0]).toMatchObject({ state: 'accepted', answer: 'Corrigé.' });
  });

  test('is answered by mail only at an address that was confirmed', async () => {
    for (const who of ['jamais', 'oui']) {
      await post(path, { sujet: 'outdated', courriel: `${who}@mairie.example` });
      if (who === 'oui') await post(linkIn((await mailsTo('oui@mairie.example'))[0]?.text), {});
    }
    for (const { id, state } of await rows()) {
      expect(state).toBe('waiting');
      await post(`${queue}/${id}/reponse`, { suite: 'inchange', motif: 'Le service est ouvert.' }, 'copilot');
    }
    expect(await mailsTo('jamais@mairie.example')).toHaveLength(1);
    const told = await mailsTo('oui@mairie.example');
    expect(told).toHaveLength(2);
    expect(told[1]?.text).toContain('Le service est ouvert.');
    // The link of the other serves no more.
    const late = await post(linkIn((await mailsTo('jamais@mairie.example'))[0]?.text), {});
    expect(late.statusCode).toBe(410);
  });
});

describe('what is kept of people', () => {
  test('what nobody confirmed goes after a week, an address a month after the decision', async () => {
    await post(`${base}/proposer`, fresh({ courriel: 'a@mairie.example' }));
    const { path } = await confirmed(fresh({ courriel: 'b@mairie.example' }));
    await post(`${path}/refus`, { motif: 'Non.' }, 'copilot');
    await post(`${base}/silene/signaler`, { sujet: 'dead_link', courriel: 'c@mairie.example' });
    const { db, clock } = scene.t;
    const at = (days: number) => new Date(clock.now().getTime() + days * 86_400_000);
    await purgeContributions(db, at(6));
    expect((await rows()).map(({ email }) => email).sort()).toEqual([
      'a@mairie.example',
      'b@mairie.example',
      'c@mairie.example',
    ]);
    await purgeContributions(db, at(8));
    expect(new Map((await rows()).map(({ email, state }) => [state, email]))).toEqual(
      new Map([
        ['refused', 'b@mairie.example'],
        ['waiting', null],
      ]),
    );
    await purgeContributions(db, at(31));
    expect((await rows()).find(({ state }) => state === 'refused')).toMatchObject({
      email: null,
      name: null,
      body: null,
    });
    await purgeContributions(db, at(400));
    expect((await rows()).map(({ state }) => state)).toEqual(['waiting']);
  });

  test('whoever deletes their account is named no more, where they proposed and in the history', async () => {
    const { t, people } = scene;
    await post(
      `${base}/proposer`,
      fresh({ title: 'Œuvre de membre', courriel: '', nom: 'Malo Membre' }),
      'member',
    );
    const [row] = await rows();
    expect(row).toMatchObject({ state: 'waiting', account_id: people.member.id, email: null });
    expect(wordsIn(await get('/espace/contributions', 'member'))).toContain('Œuvre de membre');
    expect(wordsIn(await get('/espace/contributions', 'stranger'))).toContain('Aucune contribution');
    const accepted = await post(
      `${queue}/${row?.id}/publication`,
      resourceForm({ title: 'Œuvre de membre', reponse: 'Merci.' }),
      'copilot',
    );
    expect((await mailsTo(people.member.email)).at(-1)?.subject).toContain('est publiée');
    const history = `${accepted.headers.location}/historique`;
    expect(wordsIn(await get(history))).toContain('Malo Membre, Mairie d’Annecy');
    await t.db
      .transaction()
      .execute((tx) => deleteAccount(tx, { accountId: people.member.id, now: t.clock.now() }));
    scene.fresh();
    const after = wordsIn(await get(history));
    expect(after).not.toContain('Malo Membre');
    expect(after).toContain('proposé par Mairie d’Annecy');
    expect((await rows())[0]).toMatchObject({ account_id: null, name: null, email: null });
  });
});
