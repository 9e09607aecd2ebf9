import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { aGroup, aMembership, type anAccount } from '../../../../test/factories.ts';
import { startTestApp, type TestApp } from '../../../../test/harness.ts';
import { aPerson, type Person } from '../../../../test/people.ts';
import type { MembershipRole, Side } from '../../../platform/database/index.ts';
import { deleteAccount } from '../../identity/index.ts';
import { qualitiesIn } from '../index.ts';
import { leastTold, masked } from '../representativeness/masking.ts';

let t: TestApp;
let group: { id: string; slug: string; title: string };
let copilot: Person;
let member: Person;
let stranger: Person;

const person = (values?: Parameters<typeof aPerson>[1]) => aPerson(t, values);
async function inGroup(values?: Parameters<typeof anAccount>[1], role?: MembershipRole, side?: Side) {
  const one = await person(values);
  await aMembership(t.db, group.id, one.id, role, side);
  return one;
}

beforeAll(async () => {
  t = await startTestApp();
  await t.db
    .insertInto('organisations')
    .values([
      { slug: 'dinum', name: 'Direction du numérique', acronym: 'DINUM', kind: 'direction' },
      { slug: 'amf', name: 'Association des maires', acronym: 'AMF', kind: 'association' },
    ])
    .execute();
});
afterAll(() => t.close());
beforeEach(async () => {
  group = await aGroup(t.db, { title: 'Annuaire' });
  copilot = await inGroup({ name: 'Claude Copilote', organisation: 'dinum' }, 'copilot', 'etat');
  member = await inGroup({ name: 'Marie Maire' });
  stranger = await person({ name: 'Étienne Étranger' });
});

const base = () => `/espace/groupes/${group.slug}`;
const namesIn = async (query: string) => {
  const { body } = await t.get(`${base()}/membres?${query}`, member.cookie);
  return [...body.matchAll(/cd-person__who"><strong>([^<]+)/g)].map((match) => match[1]);
};

describe('the directory', () => {
  test('goes by side and by body, and is narrowed by each of its filters', async () => {
    await inGroup({ name: 'Rémi Région', authorityId: 'region:84' });
    await inGroup({ name: 'Paul Petit', authorityId: 'commune:01002' }, 'observer');
    const { body } = await t.get(`${base()}/membres`, member.cookie);
    const order = [
      'id="cote-etat"',
      'DINUM – Direction du numérique',
      'id="cote-collectivites"',
      'Annecy (Haute-Savoie)',
    ];
    expect(
      order.map((words) => body.indexOf(words)).every((at, index, all) => at > (all[index - 1] ?? 0)),
    ).toBe(true);
    expect(body).not.toContain(copilot.email);
    expect(await namesIn('cote=etat')).toEqual(['Claude Copilote']);
    expect(await namesIn('role=observateur')).toEqual(['Paul Petit']);
    expect(await namesIn('nature=region')).toEqual(['Rémi Région']);
    expect(await namesIn('departement=74')).toEqual(['Marie Maire']);
    expect(await namesIn('taille=0-499')).toEqual(['Paul Petit']);
    expect(await namesIn('taille=50000-plus&nature=commune')).toEqual(['Marie Maire']);
    expect(await namesIn('q=numerique')).toEqual(['Claude Copilote']);
    expect(await namesIn('cote=inconnu&taille=%27&departement=1%27')).toHaveLength(4);
    expect((await t.get(`${base()}/membres?q=<script>`, member.cookie)).body).not.toContain('<script>«');
  });

  test('is nobody else’s', async () => {
    for (const page of ['membres', 'representativite', `membres/${member.id}/message`, 'passation']) {
      expect((await t.get(`${base()}/${page}`, stranger.cookie)).statusCode).toBe(403);
      expect((await t.get(`${base()}/${page}`)).headers.location).toContain('/connexion');
    }
  });
});

describe('the qualities of a person', () => {
  const add = (fields: Record<string, string>, cookie = member.cookie) =>
    t.post(
      '/espace/compte/qualites',
      { qualite: 'elu', structure: '200066793', fonction: 'vice-présidente', ...fields },
      cookie,
    );
  const idOf = async (accountId: string) =>
    (
      await t.db
        .selectFrom('account_affiliations')
        .select('id')
        .where('account_id', '=', accountId)
        .executeTakeFirst()
    )?.id ?? '';

  test('one is chosen for a group, shown there and under what they write, and gives no right', async () => {
    expect((await add({ fonction: '<script>vice-présidente' })).statusCode).toBe(303);
    const id = await idOf(member.id);
    expect((await t.post(`/groupes/${group.slug}/qualite`, { qualite: id }, member.cookie)).statusCode).toBe(
      303,
    );
    const { body } = await t.get(`${base()}/membres`, copilot.cookie);
    expect(body).toContain('Grand Annecy');
    expect(body).toContain('&lt;script>vice-présidente');
    expect((await qualitiesIn(t.db, group.id, [member.id])).get(member.id)).toContain('Grand Annecy');
    const account = await t.db
      .selectFrom('accounts')
      .select('authority_id')
      .where('id', '=', member.id)
      .executeTakeFirst();
    expect(account?.authority_id).toBe('commune:74010');
    await t.post(`/espace/compte/qualites/${id}/retrait`, {}, member.cookie);
    expect((await qualitiesIn(t.db, group.id, [member.id])).get(member.id)).toContain(
      'Annecy (Haute-Savoie)',
    );
  });

  test('somebody else’s is neither chosen nor taken away', async () => {
    await add({});
    const id = await idOf(member.id);
    const other = await inGroup();
    expect((await t.post(`/groupes/${group.slug}/qualite`, { qualite: id }, other.cookie)).statusCode).toBe(
      422,
    );
    expect((await t.post(`/espace/compte/qualites/${id}/retrait`, {}, other.cookie)).statusCode).toBe(404);
    expect(await idOf(member.id)).toBe(id);
  });

  test('refuses what is known already, unknown bodies and a sixth; they go with the account', async () => {
    expect((await add({ structure: '74010' })).body).toContain('déjà votre collectivité');
    expect((await add({ qualite: 'association', structure: 'Inconnue au bataillon' })).statusCode).toBe(422);
    expect((await add({ qualite: 'association', structure: 'AMF', fonction: 'référent' })).statusCode).toBe(
      303,
    );
    expect((await add({ qualite: 'association', structure: 'AMF', fonction: 'autre' })).statusCode).toBe(422);
    for (const code of ['01002', '01004', '01005', '01006'])
      expect((await add({ structure: code })).statusCode).toBe(303);
    expect((await add({ structure: '01007' })).statusCode).toBe(422);
    await t.db.transaction().execute((tx) => deleteAccount(tx, { accountId: member.id, now: t.clock.now() }));
    expect(await idOf(member.id)).toBe('');
  });
});

describe('a letter through the site', () => {
  const write = (to: string, cookie: string, fields = {}) =>
    t.post(`${base()}/membres/${to}/message`, { objet: 'Bonjour', texte: 'Un mot', ...fields }, cookie);
  const mailTo = async (email: string) =>
    await t.db
      .selectFrom('outbox')
      .selectAll()
      .where('recipient', '=', email)
      .orderBy('created_at', 'desc')
      .executeTakeFirst();

  test('shows no address, unless the sender chooses so', async () => {
    expect((await write(copilot.id, member.cookie)).statusCode).toBe(303);
    const hidden = await mailTo(copilot.email);
    expect(hidden?.body_text).toContain('Marie Maire');
    expect(JSON.stringify(hidden)).not.toContain(member.email);
    expect(hidden?.body_text).toContain(`/membres/${member.id}/message`);
    await write(copilot.id, member.cookie, { adresse: '1', objet: 'Deuxième' });
    const shown = await t.db
      .selectFrom('outbox')
      .selectAll()
      .where('subject', 'like', '%Deuxième')
      .executeTakeFirst();
    expect(shown?.headers).toEqual({ 'Reply-To': member.email });
  });

  test('is refused by whoever wants none, and limited, without losing the text', async () => {
    const quiet = await inGroup({ name: 'Quentin Quiet' });
    await t.db.updateTable('accounts').set({ refuses_contact: true }).where('id', '=', quiet.id).execute();
    const refused = await write(quiet.id, member.cookie, { texte: 'Gardez ce texte' });
    expect(refused.statusCode).toBe(422);
    expect(refused.body).toContain('Gardez ce texte');
    expect(await mailTo(quiet.email)).toBeUndefined();
    expect((await t.get(`${base()}/membres`, member.cookie)).body).not.toContain(`${quiet.id}/message`);
    for (let turn = 0; turn < 3; turn += 1)
      expect((await write(copilot.id, member.cookie)).statusCode).toBe(303);
    const over = await write(copilot.id, member.cookie, { texte: 'Gardez aussi' });
    expect(over.statusCode).toBe(422);
    expect(over.body).toContain('Gardez aussi');
  });

  test('goes to nobody outside the group, nor from there, nor to oneself', async () => {
    expect((await write(stranger.id, member.cookie)).statusCode).toBe(404);
    expect((await write(member.id, member.cookie)).statusCode).toBe(404);
    expect((await write(member.id, stranger.cookie)).statusCode).toBe(403);
    expect((await write(member.id, copilot.cookie, { texte: '' })).statusCode).toBe(422);
  });
});

describe('who is represented', () => {
  test('small counts are told to the group, not to the public', async () => {
    for (let count = 0; count < 6; count += 1)
      await inGroup({ authorityId: `commune:0100${[2, 4, 5, 6, 7, 8][count]}` });
    const inside = await t.get(`${base()}/representativite`, member.cookie);
    expect(inside.body.replaceAll(/[\u00a0\u202f]/g, ' ')).toContain(
      '7 collectivités représentées, dans 2 départements sur 101',
    );
    expect(inside.body).toMatch(/74 – Haute-Savoie<\/a><\/th><td[^>]*>1</);
    const open = await t.get(`/groupes/${group.slug}/representativite`);
    expect(open.statusCode).toBe(200);
    expect(open.body).toMatch(/74 – Haute-Savoie<\/th><td[^>]*>moins de 5</);
    // Seven in all: six of them told would tell the other.
    expect(open.body).toMatch(/01 – Ain<\/th><td[^>]*>5 ou plus</);
    expect(open.body).not.toContain(member.name);
    const data = (await t.get(`/groupes/${group.slug}/representativite.json`)).json();
    expect(data.departements.find(({ code }: { code: string }) => code === '74')).toMatchObject({
      authorities: null,
    });
    expect((await t.get(`/groupes/${group.slug}/representativite.csv`)).body).toContain('moins de 5');
    expect((await t.get(`/groupes/${group.slug}`)).body).toContain('par taille et par département');
  });

  test('an empty group says so', async () => {
    const empty = await aGroup(t.db);
    expect((await t.get(`/groupes/${empty.slug}/representativite`)).body).toContain('Aucune collectivité');
  });

  test('no small count follows from the sum of the others', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 30 }), { maxLength: 20 }), (counts) => {
        const told = masked(counts);
        const untold = told.filter(({ kind }) => kind !== 'exact');
        counts.forEach((count, index) => {
          const one = told[index];
          if (count > 0 && count < leastTold) expect(one?.kind).toBe('fewer');
          if (one?.kind === 'exact') expect(one.count).toBe(count);
        });
        const small = counts.filter((count) => count > 0 && count < leastTold).length;
        const others = counts.filter((count) => count >= leastTold).length;
        if (small === 1 && others > 0) expect(untold.length).toBe(2);
      }),
    );
  });
});
