import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { isMarkup, nasty } from '../../../test/attacks/nasty.ts';
import { anAccount } from '../../../test/factories.ts';
import type { TestApp } from '../../../test/harness.ts';
import { startWithRollouts } from '../../../test/rollouts.ts';
import { aProduct, aVendor, aVendorPerson } from '../../../test/vendors.ts';
import { assertForCustomers } from './stages.ts';

let t: TestApp;
let alpha: Awaited<ReturnType<typeof aVendor>>;
let beta: Awaited<ReturnType<typeof aVendor>>;
const people: Record<string, string> = {};
const as = (person: string) => t.signIn(people[person] ?? '');

beforeAll(async () => {
  t = await startWithRollouts();
  alpha = await aVendor(t, { name: 'Alpha' });
  beta = await aVendor(t, { name: 'Bêta' });
  people.alpha = alpha.person.id;
  people.beta = beta.person.id;
  people.unreviewed = (await aVendorPerson(t, alpha.vendor.slug)).id;
  people.mayor = (await anAccount(t.db)).id;
  people.neighbour = (await anAccount(t.db, { authorityId: 'commune:74004' })).id;
  people.team = (await anAccount(t.db, { roles: ['programme-team'], authorityId: null })).id;
});
afterAll(() => t.close());
beforeEach(async () => {
  await t.pool.query(
    'truncate vendor_statements, equipment_contests, equipments, vendor_file_lines, vendor_files',
  );
});

const space = () => `/editeurs/${alpha.vendor.slug}/espace`;
const annecy = 'commune:74010';

/** A form needs the key that its page gives. */
async function send(url: string, values: Record<string, string | string[]>, person = 'alpha') {
  const cookie = await as(person);
  const { body } = await t.get(url, cookie);
  const key = /name="cle" value="([^"]+)"/.exec(body)?.[1] ?? '';
  return t.post(url, { cle: key, ...values }, cookie);
}

/** Annecy, equipped by Alpha since the start of 2026. */
async function equipped(values: Record<string, string> = {}): Promise<string> {
  const { headers } = await send(`${space()}/collectivites/nouvelle`, {
    produit: alpha.product,
    collectivite: '74010',
    depuis: '2026-01-01',
    ...values,
  });
  return String(headers.location).split('/').at(-1) ?? '';
}

const assertions = () =>
  t.db
    .selectFrom('assertions')
    .select(['authority_id', 'rollout', 'stage', 'source', 'told_by', 'account_id', 'valid_from'])
    .where('source', '=', 'vendor')
    .execute();

describe('the space of a vendor', () => {
  const pages = () => [
    space(),
    `${space()}/produits/nouveau`,
    `${space()}/produits/${alpha.product}`,
    `${space()}/collectivites`,
    `${space()}/collectivites.csv`,
    `${space()}/collectivites/nouvelle`,
    `${space()}/fichiers`,
    `${space()}/fichiers/nouveau`,
    `${space()}/fichiers/modele.csv`,
  ];

  test('is for the people whom the programme team let in', async () => {
    for (const url of pages())
      expect([url, (await t.get(url, await as('alpha'))).statusCode]).toEqual([url, 200]);
    expect((await t.get('/editeurs/alpha', await as('alpha'))).body).toContain(`href="${space()}"`);
  });

  test.each(['beta', 'unreviewed', 'mayor', 'team'])('does not exist for %s', async (person) => {
    const cookie = await as(person);
    for (const url of pages()) expect([url, (await t.get(url, cookie)).statusCode]).toEqual([url, 404]);
    for (const url of ['collectivites/nouvelle', 'produits/nouveau', 'fichiers/nouveau'])
      expect((await t.post(`${space()}/${url}`, {}, cookie)).statusCode).toBe(404);
  });

  test('asks who is nobody to sign in', async () => {
    for (const url of pages()) expect((await t.get(url)).headers.location).toContain('/connexion');
  });

  test('is shut to who works elsewhere since', async () => {
    const { id } = await aVendorPerson(t, alpha.vendor.slug);
    await t.db
      .insertInto('vendor_people')
      .values({ account_id: id, vendor: alpha.vendor.slug, attached_at: t.clock.now() })
      .execute();
    const cookie = await t.signIn(id);
    expect((await t.get(space(), cookie)).statusCode).toBe(200);
    await t.db
      .updateTable('accounts')
      .set({ organisation_slug: beta.vendor.slug })
      .where('id', '=', id)
      .execute();
    expect((await t.get(space(), cookie)).statusCode).toBe(404);
  });
});

describe('a product', () => {
  test('is added, renamed, withdrawn and offered again, and its history is kept', async () => {
    const added = await send(`${space()}/produits/nouveau`, {
      nom: 'Urba <b>1</b>',
      usage: 'Instruire les demandes.',
      site: 'www.exemple.fr/urba',
      deploiements: ['demat-ads', 'franceconnect'],
    });
    expect(added.statusCode).toBe(303);
    const { id } = await t.db
      .selectFrom('vendor_products')
      .select('id')
      .where('name', '=', 'Urba <b>1</b>')
      .executeTakeFirstOrThrow();
    const url = `${space()}/produits/${id}`;
    expect((await send(url, { nom: 'Urba 2', usage: 'Instruire.', site: '', version: '1' })).statusCode).toBe(
      303,
    );
    expect((await send(url, { nom: 'Urba 3', usage: 'Instruire.', site: '', version: '1' })).statusCode).toBe(
      409,
    );
    expect((await send(`${url}/retrait`, {})).statusCode).toBe(303);
    const page = (await t.get('/editeurs/alpha')).body;
    expect(page).toContain('Anciennement Urba &lt;b>1&lt;/b>');
    expect(page).toContain('Retiré depuis le');
    expect((await t.get('/recherche?q=urba')).body).not.toContain('Urba 2');
    expect((await t.post(`${url}/remise`, {}, await as('alpha'))).statusCode).toBe(303);
    expect((await t.get('/recherche?q=urba')).body).toContain('href="/editeurs/alpha"');
    const { body } = await t.get(url, await as('alpha'));
    for (const word of ['Ajouté', 'Modifié', 'Retiré', 'Proposé de nouveau'])
      expect(body).toContain(`${word} le`);
  });

  test.each([
    ['no name', { nom: ' ' }, 'Indiquez le nom du produit.'],
    ['the name of another', { nom: 'LOGICIEL alpha' }, 'Vous avez déjà un produit de ce nom.'],
    ['an address that is none', { site: 'javascript:alert(1)' }, 'Cette adresse est incorrecte.'],
    ['a rollout that does not exist', { deploiements: 'zz' }, 'Ce déploiement n’existe pas.'],
  ])('with %s is refused beside the field', async (_, values, message) => {
    const response = await send(`${space()}/produits/nouveau`, {
      nom: 'Tapé',
      usage: 'Mon texte',
      site: '',
      ...values,
    });
    expect(response.statusCode).toBe(422);
    expect(response.body).toContain(message);
    expect(response.body).toContain('Mon texte');
  });
});

describe('an authority that a vendor equips', () => {
  test('is added, and counted in public with its source and its date', async () => {
    await equipped();
    const { body } = await t.get('/editeurs/alpha');
    expect(body.replaceAll('\u00a0', ' ')).toContain('1 collectivité équipée');
    expect(body).toContain('Déclaré par l’éditeur');
    expect((await t.get('/collectivites/communes/74010')).body).toContain('Logiciel Alpha');
    expect((await t.get('/editeurs/alpha/collectivites.json')).json().items).toMatchObject([
      { id: annecy, product: 'Logiciel Alpha', since: '2026-01-01' },
    ]);
  });

  test.each([
    ['a name that several bear', { collectivite: 'Saint-Denis' }, 'choisissez'],
    ['a name that nobody bears', { collectivite: 'Zzyzx' }, 'Aucune collectivité ne correspond'],
    ['a day to come', { depuis: '2027-01-01' }, 'Cette date est à venir'],
    ['a day that is none', { depuis: '2026-02-30' }, 'Cette date n’existe pas'],
    ['no product', { produit: '' }, 'Choisissez un produit'],
  ])('is refused with %s', async (_, values, message) => {
    const response = await send(`${space()}/collectivites/nouvelle`, {
      produit: alpha.product,
      collectivite: '74010',
      depuis: '2026-01-01',
      ...values,
    });
    expect(response.statusCode).toBe(422);
    expect(response.body).toContain(message);
    expect(await t.db.selectFrom('equipments').select('id').execute()).toEqual([]);
  });

  test('is told once at a time', async () => {
    await equipped();
    const again = await send(`${space()}/collectivites/nouvelle`, {
      produit: alpha.product,
      collectivite: '74010',
      depuis: '2026-02-01',
    });
    expect(again.statusCode).toBe(422);
    expect(again.body).toContain('équipe déjà Annecy');
  });

  test('cannot be told of the product of another vendor', async () => {
    const forged = await send(`${space()}/collectivites/nouvelle`, {
      produit: beta.product,
      collectivite: '74010',
      depuis: '2026-01-01',
    });
    expect(forged.statusCode).toBe(422);
    expect(await t.db.selectFrom('equipments').select('id').execute()).toEqual([]);
  });

  test('belongs to its vendor: another one finds it nowhere', async () => {
    const id = await equipped();
    const cookie = await as('beta');
    for (const path of ['', '/etape', '/fin', '/retrait']) {
      const url = `/editeurs/${beta.vendor.slug}/espace/collectivites/${id}${path}`;
      expect([url, (await t.get(url, cookie)).statusCode]).toEqual([url, 404]);
    }
    const { statusCode } = await t.post(
      `/editeurs/${beta.vendor.slug}/espace/collectivites/${id}/fin`,
      { fin: '2026-02-01' },
      cookie,
    );
    expect(statusCode).toBe(404);
  });

  test('is no longer counted once its contract is over', async () => {
    const id = await equipped();
    const url = `${space()}/collectivites/${id}/fin`;
    expect((await send(url, { fin: '2025-12-31' })).statusCode).toBe(422);
    expect((await send(url, { fin: '2027-12-31' })).statusCode).toBe(422);
    expect((await send(url, { fin: '2026-06-30' })).statusCode).toBe(303);
    expect((await t.get('/editeurs/alpha/collectivites.json')).json().total).toBe(0);
    expect((await t.get(`${space()}/collectivites?etat=termines`, await as('alpha'))).body).toContain(
      'Annecy',
    );
    // A new contract is another equipment.
    expect(await equipped({ depuis: '2026-09-01' })).toMatch(/^[0-9a-f-]{36}$/);
  });
});

describe('a stage', () => {
  const tell = (id: string, values: Record<string, string> = {}) =>
    send(`${space()}/collectivites/${id}/etape`, {
      etape: 'demat-ads/cadrer',
      date: '2026-03-01',
      preuve: '',
      note: '',
      ...values,
    });

  test('is told of a customer, as its vendor', async () => {
    const id = await equipped();
    expect((await tell(id)).statusCode).toBe(303);
    expect(await assertions()).toEqual([
      {
        authority_id: annecy,
        rollout: 'demat-ads',
        stage: 'cadrer',
        source: 'vendor',
        told_by: 'Alpha',
        account_id: alpha.person.id,
        valid_from: '2026-03-01',
      },
    ]);
    const list = (await t.get('/deploiements/demat-ads/collectivites.json?departement=74&q=annecy')).json();
    expect(list.items[0]).toMatchObject({ id: annecy, source: 'vendor', basis: 'declared', stage: 'cadrer' });
  });

  test.each([
    ['a rollout that the product does not serve', { etape: 'franceconnect/' }],
    ['a stage that does not exist', { etape: 'demat-ads/zz' }],
    ['a day before it was equipped', { date: '2025-12-31' }],
    ['a day to come', { date: '2027-01-01' }],
  ])('is refused with %s', async (_, values) => {
    const id = await equipped();
    const before = await assertions();
    expect((await tell(id, values)).statusCode).toBe(422);
    expect(await assertions()).toEqual(before);
  });

  test('cannot be told of who is no customer: not equipped, no longer, contested, or another vendor’s', async () => {
    const id = await equipped();
    const theirs = await t.db
      .insertInto('equipments')
      .values({
        product_id: beta.product,
        authority_id: annecy,
        from_day: '2026-01-01',
        told_at: t.clock.now(),
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    const before = await assertions();
    const working = { by: alpha.person, now: t.clock.now(), vendor: alpha.vendor };
    const say = (equipmentId: string) =>
      assertForCustomers(t.db, working, [
        { equipmentId, rollout: 'demat-ads', stage: 'cadrer', since: '2026-03-01' },
      ]);
    await expect(say(theirs.id)).rejects.toThrow('Un éditeur ne déclare une étape que');
    await expect(say('00000000-0000-4000-8000-000000000000')).rejects.toThrow('Un éditeur ne déclare');
    for (const change of [
      { standing: 'contested' },
      { standing: 'withdrawn' },
      { until_day: '2026-02-01' },
    ] as const) {
      await t.db.updateTable('equipments').set(change).where('id', '=', id).execute();
      await expect(say(id)).rejects.toThrow('Un éditeur ne déclare');
      await t.db
        .updateTable('equipments')
        .set({ standing: 'told', until_day: null })
        .where('id', '=', id)
        .execute();
    }
    expect(await assertions()).toEqual(before);
  });

  test('that was told by mistake is taken back, with the reason', async () => {
    const id = await equipped();
    await tell(id, { date: '2026-04-01' });
    const { assertion_id } = await t.db
      .selectFrom('vendor_statements')
      .select('assertion_id')
      .executeTakeFirstOrThrow();
    const url = `${space()}/collectivites/${id}/etapes/${assertion_id}/retrait`;
    expect((await send(url, { motif: '' })).statusCode).toBe(422);
    expect((await send(url, { motif: 'Confusion avec Annecy-le-Vieux' })).statusCode).toBe(303);
    expect((await t.get(`${space()}/collectivites/${id}`, await as('alpha'))).body).toContain(
      'Confusion avec',
    );
    expect((await t.get(url, await as('alpha'))).statusCode).toBe(404);
  });
});

describe('« this is not our vendor »', () => {
  const contest = (id: string, person: string, motif = 'Nous avons changé en 2024.') =>
    send(`/editeurs/alpha/equipements/${id}/contestation`, { motif }, person);

  test('is said by somebody of the authority only', async () => {
    const id = await equipped();
    const url = `/editeurs/alpha/equipements/${id}/contestation`;
    expect((await t.get(url)).headers.location).toContain('/connexion');
    for (const person of ['neighbour', 'alpha', 'beta', 'team'])
      expect([person, (await contest(id, person)).statusCode]).toEqual([person, 403]);
    expect((await contest(id, 'mayor', '')).statusCode).toBe(422);
    expect((await t.get('/collectivites/communes/74010')).body).not.toContain(url);
    expect((await t.get('/collectivites/communes/74010', await as('mayor'))).body).toContain(url);
  });

  test('takes the link out of all counts until it is settled, and tells the vendor and the team', async () => {
    const id = await equipped();
    expect((await contest(id, 'mayor')).statusCode).toBe(303);
    expect((await t.get('/editeurs/alpha.json')).json().authorities).toMatchObject({
      total: 0,
      contested: 1,
    });
    expect((await t.get('/editeurs/alpha/collectivites.csv')).body).not.toContain('Annecy');
    const publicly = (await t.get('/collectivites/communes/74010')).body;
    expect(publicly).toContain('Contesté par la collectivité');
    expect(publicly).not.toContain('changé en 2024');
    expect((await t.get(`${space()}/collectivites/${id}`, await as('alpha'))).body).toContain(
      'changé en 2024',
    );
    expect((await t.get('/administration/editeurs', await as('team'))).body).toContain('Annecy conteste');
    const told = (await t.mails()).filter(({ subject }) => subject.includes('conteste un lien'));
    expect(told.map(({ to }) => to)).toContain(alpha.person.email);
    expect(told.map(({ to }) => to)).not.toContain(beta.person.email);
    // It cannot be said twice, nor ended to get around it.
    expect((await contest(id, 'mayor')).statusCode).toBe(404);
    expect((await send(`${space()}/collectivites/${id}/fin`, { fin: '2026-06-30' })).statusCode).toBe(422);
  });

  async function settle(decision: string, person = 'team') {
    const { id } = await t.db.selectFrom('equipment_contests').select('id').executeTakeFirstOrThrow();
    return send(
      `/administration/editeurs/alpha/contestations/${id}`,
      { decision, motif: 'Contrat vu.' },
      person,
    );
  }

  test('when it is right, the link and the stages told through it are taken back, and it is not told again', async () => {
    const id = await equipped();
    await send(`${space()}/collectivites/${id}/etape`, {
      etape: 'demat-ads/cadrer',
      date: '2026-03-01',
      preuve: '',
      note: '',
    });
    await contest(id, 'mayor');
    expect((await settle('upheld', 'alpha')).statusCode).toBe(403);
    expect((await settle('')).statusCode).toBe(422);
    expect((await settle('upheld')).statusCode).toBe(303);
    const { rows } = await t.pool.query(
      'select reason from assertion_retractions join vendor_statements using (assertion_id) where equipment_id = $1',
      [id],
    );
    expect(rows[0]?.reason).toContain('Contrat vu.');
    expect((await t.get('/collectivites/communes/74010')).body).not.toContain('Logiciel Alpha');
    const again = await send(`${space()}/collectivites/nouvelle`, {
      produit: alpha.product,
      collectivite: '74010',
      depuis: '2026-11-01',
    });
    expect(again.statusCode).toBe(422);
    expect(again.body).toContain('l’équipe du programme lui a donné raison');
  });

  test('when it is wrong, the link counts again', async () => {
    const id = await equipped();
    await contest(id, 'mayor');
    expect((await settle('dismissed')).statusCode).toBe(303);
    expect((await t.get('/editeurs/alpha.json')).json().authorities).toMatchObject({
      total: 1,
      contested: 0,
    });
    expect((await t.get(`${space()}/collectivites/${id}`, await as('alpha'))).body).toContain(
      'le lien est maintenu',
    );
  });

  test('is settled at once by a vendor who takes its link back', async () => {
    const id = await equipped();
    await contest(id, 'mayor');
    expect(
      (await send(`${space()}/collectivites/${id}/retrait`, { motif: 'Erreur de notre part' })).statusCode,
    ).toBe(303);
    expect((await t.get('/administration/editeurs', await as('team'))).body).toContain(
      'Aucune collectivité ne conteste',
    );
  });
});

describe('exports', () => {
  test('hold no formula, whatever a vendor writes', async () => {
    const evil = await aProduct(t, alpha.vendor, alpha.person, { name: '=cmd|calc' });
    await equipped({ produit: evil });
    for (const url of [
      '/editeurs.csv',
      '/editeurs/alpha/collectivites.csv',
      '/editeurs/comme-ma-collectivite.csv?collectivite=74225',
    ]) {
      const { body, statusCode } = await t.get(url);
      expect([url, statusCode]).toEqual([url, 200]);
      const cells: string[][] = parse(body, { bom: true, delimiter: ';' });
      expect(cells.flat().filter((cell) => /^[=+@-]/.test(cell))).toEqual([]);
    }
    const own: string[][] = parse((await t.get(`${space()}/collectivites.csv`, await as('alpha'))).body, {
      bom: true,
      delimiter: ';',
    });
    expect(own.flat().filter((cell) => cell.startsWith('='))).toEqual([]);
  });
});

test('nasty input in the forms of a space, or in what narrows its pages, never breaks the server', async () => {
  const id = await equipped();
  const customer = `${space()}/collectivites/${id}`;
  const forms: [string, Record<string, string>][] = [
    [`${space()}/produits/nouveau`, { nom: 'Un', usage: 'Deux', site: '', deploiements: '' }],
    [`${space()}/produits/${alpha.product}`, { nom: 'Logiciel Alpha', usage: 'x', site: '', version: '1' }],
    [
      `${space()}/collectivites/nouvelle`,
      { produit: alpha.product, collectivite: '74004', collectivite_id: '', depuis: '2026-01-01' },
    ],
    [`${customer}/etape`, { etape: 'demat-ads/', date: '2026-03-01', preuve: '', note: '', bloquee: '' }],
    [`${customer}/fin`, { fin: '' }],
    [`${customer}/etapes/999999/retrait`, { motif: 'x' }],
    [`${space()}/fichiers/nouveau`, { etendue: 'complete', fin: '' }],
    [`/editeurs/alpha/equipements/${id}/contestation`, { motif: '' }],
  ];
  const broken: string[] = [];
  const cookies = { alpha: await as('alpha'), mayor: await as('mayor') };
  for (const [url, fields] of forms) {
    for (const name of Object.keys(fields)) {
      for (const value of [...nasty.slice(0, 4), nasty.at(-1) ?? '']) {
        const cookie = url.endsWith('contestation') ? cookies.mayor : cookies.alpha;
        const answer = await t.post(url, { ...fields, [name]: value }, cookie);
        if (answer.statusCode >= 500 || isMarkup(answer)) broken.push(`${url} ${name}=${value.slice(0, 30)}`);
      }
    }
  }
  for (const value of nasty.filter((one) => one.length < 1000)) {
    const part = encodeURIComponent(value.isWellFormed() ? value : '?');
    for (const url of [
      `${space()}/collectivites?q=${part}&etat=${part}&produit=${part}&departement=${part}&page=${part}`,
      `/editeurs/comme-ma-collectivite?collectivite=${part}&collectivite_id=${part}&ou=${part}&deploiement=${part}`,
      `/editeurs/alpha/collectivites?q=${part}&produit=${part}&departement=${part}`,
      `${customer}/etapes/${part}/retrait`,
    ]) {
      const answer = await t.get(url, cookies.alpha);
      if (answer.statusCode >= 500 || isMarkup(answer)) broken.push(url);
    }
  }
  expect(broken).toEqual([]);
});
