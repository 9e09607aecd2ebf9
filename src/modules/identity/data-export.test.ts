import { unzipSync } from 'fflate';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aGroup, aMembership, anAccount } from '../../../test/factories.ts';
import { startTestApp, type TestApp } from '../../../test/harness.ts';
import { modules } from '../../modules.ts';
import { deleteAccount } from './account-deletion.ts';
import { purgeExports } from './data-export.ts';

let t: TestApp;
beforeAll(async () => {
  t = await startTestApp();
});
afterAll(() => t.close());

const path = '/espace/compte/donnees';

async function person() {
  const account = await anAccount(t.db);
  return { ...account, cookie: await t.signIn(account.id) };
}
async function linkFor(email: string): Promise<string> {
  const mail = (await t.mails())
    .filter(({ to, subject }) => to === email && subject.includes('prêtes'))
    .at(-1);
  return /\/espace\/compte\/donnees\/lien\/[\w-]+/.exec(mail?.text ?? '')?.[0] ?? 'none';
}
async function asked() {
  const owner = await person();
  await t.post(path, {}, owner.cookie);
  await t.runJobs();
  return { owner, link: await linkFor(owner.email) };
}
const read = (archive: Record<string, Uint8Array>, name: string) =>
  new TextDecoder().decode(archive[name] ?? new Uint8Array());

test('gives all that is held, with words that explain it, and no secret', async () => {
  const owner = await person();
  const group = await aGroup(t.db, { title: 'Données ouvertes' });
  await aMembership(t.db, group.id, owner.id);
  await t.post(
    `/espace/groupes/${group.slug}/discussions/nouvelle`,
    { kind: 'discussion', title: 'Une question', body: 'Mon premier message' },
    owner.cookie,
  );
  await t.db
    .insertInto('registrations')
    .values({
      account_id: owner.id,
      state: 'accepted',
      created_at: t.clock.now(),
      submitted_at: t.clock.now(),
      decided_at: t.clock.now(),
    })
    .execute();
  expect((await t.post(path, {}, owner.cookie)).statusCode).toBe(303);
  expect((await t.get(path, owner.cookie)).body).toContain('Votre archive se prépare');
  await t.runJobs();
  const answer = await t.post(await linkFor(owner.email), {}, owner.cookie);
  expect(answer.statusCode).toBe(200);
  expect(answer.headers['content-disposition']).toContain('mes-donnees-2026-11-23.zip');
  const archive = unzipSync(answer.rawPayload);
  expect(read(archive, 'compte.json')).toContain(owner.email);
  expect(read(archive, 'groupes.json')).toContain('Données ouvertes');
  expect(read(archive, 'inscription.json')).toContain('accepted');
  expect(JSON.parse(read(archive, 'agenda-temoignages.json'))).toEqual([]);
  const guide = read(archive, 'LISEZ-MOI.txt');
  for (const name of Object.keys(archive).filter((one) => one.endsWith('.json')))
    expect(guide).toContain(name);
  for (const content of Object.keys(archive)) expect(read(archive, content)).not.toMatch(/_hash|"token/);
});

test('a link serves once, to its owner alone; a GET uses nothing up', async () => {
  const { owner, link } = await asked();
  const other = await person();
  expect((await t.get(link, owner.cookie)).statusCode).toBe(200);
  expect((await t.get(link)).headers.location).toContain('/connexion');
  expect((await t.get(link, other.cookie)).statusCode).toBe(410);
  expect((await t.post(link, {}, other.cookie)).statusCode).toBe(410);
  const twice = await Promise.all([t.post(link, {}, owner.cookie), t.post(link, {}, owner.cookie)]);
  expect(twice.map(({ statusCode }) => statusCode).sort()).toEqual([200, 410]);
  expect((await t.get(link, owner.cookie)).statusCode).toBe(410);
});

test('is made once at a time, and once a day', async () => {
  const owner = await person();
  const both = await Promise.all([t.post(path, {}, owner.cookie), t.post(path, {}, owner.cookie)]);
  expect(both.map(({ statusCode }) => statusCode).sort()).toEqual([303, 422]);
  await t.runJobs();
  expect((await t.post(path, {}, owner.cookie)).statusCode).toBe(422);
});

test('expires after seven days; what was had or expired is deleted, and goes with the account', async () => {
  const { owner, link } = await asked();
  const gone = await asked();
  await t.db
    .transaction()
    .execute((tx) => deleteAccount(tx, { accountId: gone.owner.id, now: t.clock.now() }));
  const files = async () =>
    (await t.db.selectFrom('data_exports').select('file_id').where('file_id', 'is not', null).execute())
      .length;
  expect(
    await t.db.selectFrom('data_exports').select('id').where('account_id', '=', gone.owner.id).execute(),
  ).toEqual([]);
  t.clock.advance({ days: 6 });
  await purgeExports(t.db, t.clock.now());
  expect((await t.get(link, owner.cookie)).statusCode).toBe(200);
  t.clock.advance({ days: 1, hours: 2 });
  expect((await t.get(link, owner.cookie)).statusCode).toBe(410);
  await purgeExports(t.db, t.clock.now());
  expect(await files()).toBe(0);
  expect((await t.db.selectFrom('stored_files').select('id').execute()).length).toBe(0);
});

/** Who else acted, or what the product keeps of its own making; a new table is put here or among its module's `columns`. */
const leftOut = new Set([
  'data_exports.account_id',
  'sign_in_links.account_id',
  'group_life_changes.actor_id',
  'notice_events.author_id',
]);

test('no column that names an account is forgotten', async () => {
  const { rows } = await t.pool.query<{ column: string }>(`
    select key.conrelid::regclass || '.' || attribute.attname as column
    from pg_constraint key
    join pg_attribute attribute on attribute.attrelid = key.conrelid and attribute.attnum = key.conkey[1]
    where key.contype = 'f' and key.confrelid = 'accounts'::regclass and array_length(key.conkey, 1) = 1`);
  const given = new Set(modules.flatMap(({ data }) => data?.columns ?? []));
  const acts = /_by$/;
  const forgotten = rows
    .map(({ column }) => column)
    .filter((column) => !given.has(column) && !leftOut.has(column) && !acts.test(column));
  expect(forgotten).toEqual([]);
});
