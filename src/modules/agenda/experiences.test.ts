import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { asksToSignIn, type MeasureOfTest, type Person, startAgenda, wordsIn } from '../../../test/agenda.ts';
import { anAccount } from '../../../test/factories.ts';
import { listEvents } from '../audit/index.ts';
import { deleteAccount } from '../identity/index.ts';

let agenda: Awaited<ReturnType<typeof startAgenda>>;
let measure: MeasureOfTest;
let path: string;
beforeAll(async () => {
  agenda = await startAgenda();
});
afterAll(() => agenda.t.close());
beforeEach(async () => {
  await agenda.t.db.deleteFrom('rate_limits').execute();
  measure = await agenda.aMeasure();
  path = `/agenda/${measure.slug}/temoignages`;
});

const said = { nature: 'cost', visibilite: 'public', texte: 'La plateforme nous coûte 4 000 € par an.' };
const tell = async (values: Record<string, string> = {}, cookie?: string) =>
  agenda.t.post(`${path}/nouveau`, { ...said, ...values }, cookie ?? (await agenda.as('stranger')));
const stored = () =>
  agenda.t.db
    .selectFrom('measure_experiences')
    .selectAll()
    .where('measure_id', '=', measure.id)
    .orderBy('created_at')
    .execute();
const only = async () => (await stored())[0]?.id ?? '';
const post = async (act: string, person: Person, fields: Record<string, string>) =>
  agenda.t.post(`${path}/${await only()}/${act}`, fields, await agenda.as(person));

describe('a member tells what its authority lives', () => {
  test('in the name of the authority of the account, whatever the form says', async () => {
    const answer = await tell({ authority_id: 'commune:75056', authorityId: 'commune:75056' });
    expect(answer.statusCode).toBe(303);
    expect(await stored()).toMatchObject([
      { authority_id: 'commune:74010', account_id: agenda.id.stranger, kind: 'cost', body: said.texte },
    ]);
    const page = await agenda.t.get(path);
    expect(wordsIn(page)).toContain('4 000 € par an');
    expect(wordsIn(page)).toContain('1 commune a témoigné. Coût : 1.');
    expect(page.body).toContain('Annecy');
  });

  test('the public reads the authority, never the name, nor what is for the pilots', async () => {
    const { id, name } = await anAccount(agenda.t.db, {
      name: 'Zoé Secrétaire',
      authorityId: 'epci:200066793',
    });
    const cookie = await agenda.t.signIn(id);
    await tell({}, cookie);
    await tell({ visibilite: 'pilots', texte: 'Entre nous seulement.', nature: 'obstacle' }, cookie);
    for (const reader of [undefined, await agenda.as('member'), await agenda.as('copilot')]) {
      const page = await agenda.t.get(path, reader);
      expect(wordsIn(page)).toContain('1 intercommunalité a témoigné. Coût : 1.');
      expect(page.body).not.toContain(name);
      expect(page.body).not.toContain('Entre nous seulement');
    }
    expect((await agenda.t.get(path, cookie)).body).toContain('Entre nous seulement');
    const work = await agenda.t.get('/espace/agenda/temoignages', await agenda.as('copilot'));
    expect(work.body).toContain('Entre nous seulement');
    expect(work.body).toContain(name);
  });

  test('an account without authority is told why not', async () => {
    const { id } = await anAccount(agenda.t.db, { authorityId: null });
    const cookie = await agenda.t.signIn(id);
    const page = await agenda.t.get(`${path}/nouveau`, cookie);
    expect(page.body).toContain('rattaché à aucune collectivité');
    expect(page.body).not.toContain('name="texte"');
    const answer = await tell({ authority_id: 'commune:74010' }, cookie);
    expect(answer.statusCode).toBe(422);
    expect(answer.body).toContain('rattaché à aucune collectivité');
    expect(await stored()).toEqual([]);
  });

  test('neither a visitor, nor a request that waits, nor a suspended account', async () => {
    const { id } = await anAccount(agenda.t.db, { state: 'refused' });
    expect(asksToSignIn(await agenda.t.post(`${path}/nouveau`, said))).toBe(true);
    expect((await tell({}, await agenda.as('pending'))).statusCode).toBe(403);
    expect((await tell({}, await agenda.t.signIn(id))).statusCode).toBe(403);
    expect(await stored()).toEqual([]);
  });

  test.each([
    [{ nature: 'rant' }, 'Dites de quoi il s’agit'],
    [{ visibilite: 'friends' }, 'Choisissez qui peut le lire'],
    [{ texte: '  ' }, 'Écrivez votre témoignage'],
    [{ texte: 'x'.repeat(4001) }, 'trop long'],
  ])('refuses %o', async (values, message) => {
    const answer = await tell(values);
    expect(answer.statusCode).toBe(422);
    expect(answer.body).toContain(message);
    expect(await stored()).toEqual([]);
  });

  test('shows a script as text', async () => {
    await tell({ texte: '<script>alert(1)</script>' });
    expect((await agenda.t.get(path)).body).not.toContain('<script>alert(1)');
  });

  test('so many a day', async () => {
    for (let count = 0; count < 20; count += 1) await tell({ texte: `Témoignage ${count}` });
    expect((await tell()).statusCode).toBe(429);
    expect(await stored()).toHaveLength(20);
  });

  test('a draft does not exist', async () => {
    const draft = await agenda.aMeasure({}, false);
    expect((await agenda.t.get(`/agenda/${draft.slug}/temoignages`)).statusCode).toBe(404);
    const answer = await agenda.t.post(
      `/agenda/${draft.slug}/temoignages/nouveau`,
      said,
      await agenda.as('stranger'),
    );
    expect(answer.statusCode).toBe(404);
  });
});

describe('the pilots answer', () => {
  test.each<Person>(['copilot', 'editor', 'team'])(
    '%s: the answer is shown, its author is told',
    async (person) => {
      await tell();
      expect((await post('reponse', person, { texte: 'Une aide existe.' })).statusCode).toBe(303);
      const page = await agenda.t.get(path);
      expect(page.body).toContain('Réponse des pilotes');
      expect(page.body).toContain('Une aide existe.');
      const mail = (await agenda.t.mails()).at(-1);
      expect(mail?.subject).toContain('Une réponse à votre témoignage');
      expect(mail?.text).toContain(`http://cordee.test/agenda/${measure.slug}/temoignages`);
      const { events } = await listEvents(agenda.t.db, { thingId: measure.id, limit: 9, offset: 0 });
      expect(events.map(({ verb }) => verb)).toEqual(['measure.answer']);
    },
  );

  test.each<Person>(['stranger', 'member', 'pending'])('%s does not', async (person) => {
    await tell();
    expect((await post('reponse', person, { texte: 'Non.' })).statusCode).toBe(403);
    expect((await agenda.t.get(path)).body).not.toContain('Réponse des pilotes');
  });

  test('through the measure that it is about only', async () => {
    await tell();
    const other = await agenda.aMeasure();
    const where = `/agenda/${other.slug}/temoignages/${await only()}/reponse`;
    expect((await agenda.t.post(where, { texte: 'x' }, await agenda.as('team'))).statusCode).toBe(404);
  });

  test('what waits for an answer comes first; an editor reads their measures only', async () => {
    await agenda.t.db.deleteFrom('measure_experiences').execute();
    await tell({ texte: 'Déjà répondu.' });
    await post('reponse', 'copilot', { texte: 'Oui.' });
    await tell({ texte: 'Sans réponse.' });
    const page = await agenda.t.get('/espace/agenda/temoignages', await agenda.as('copilot'));
    expect(page.body.indexOf('Sans réponse.')).toBeLessThan(page.body.indexOf('Déjà répondu.'));
    await agenda.t.db.deleteFrom('measure_editors').where('measure_id', '=', measure.id).execute();
    const theirs = await agenda.t.get('/espace/agenda/temoignages', await agenda.as('editor'));
    expect(theirs.statusCode).toBe(200);
    expect(theirs.body).not.toContain('Sans réponse.');
    expect((await agenda.t.get('/espace/agenda/temoignages', await agenda.as('member'))).statusCode).toBe(
      403,
    );
    expect(asksToSignIn(await agenda.t.get('/espace/agenda/temoignages'))).toBe(true);
  });
});

describe('a testimony goes', () => {
  test('deleted by its author, by nobody else', async () => {
    await tell();
    expect((await post('suppression', 'member', {})).statusCode).toBe(404);
    expect((await post('suppression', 'team', {})).statusCode).toBe(404);
    expect((await post('suppression', 'stranger', {})).statusCode).toBe(303);
    expect(await stored()).toEqual([]);
  });

  test('stays under no name when the account is deleted', async () => {
    const { id, name } = await anAccount(agenda.t.db, { name: 'Partie Bientôt' });
    await tell({}, await agenda.t.signIn(id));
    await agenda.t.db
      .transaction()
      .execute((tx) => deleteAccount(tx, { accountId: id, now: agenda.t.clock.now() }));
    expect(await stored()).toMatchObject([{ account_id: null, body: said.texte }]);
    const work = await agenda.t.get('/espace/agenda/temoignages', await agenda.as('team'));
    expect(work.body).not.toContain(name);
    expect((await post('reponse', 'team', { texte: 'Merci.' })).statusCode).toBe(303);
  });
});
