import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aGroup, aMembership, anAccount } from '../../../test/factories.ts';
import { startTestApp, type TestApp } from '../../../test/harness.ts';
import { modules } from '../../modules.ts';
import { keepFile } from '../../platform/files/index.ts';
import { deleteAccount } from './account-deletion.ts';
import { makeExport, purgeExports } from './data-export.ts';
import type { DataReader } from './data-part.ts';

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

/** A message of this person with these files, as their content. */
async function aMessageWith(owner: { id: string; cookie: string }, files: readonly Buffer[]) {
  const group = await aGroup(t.db);
  await aMembership(t.db, group.id, owner.id);
  const { headers } = await t.post(
    `/espace/groupes/${group.slug}/discussions/nouvelle`,
    { kind: 'discussion', title: 'Des fichiers', body: 'Joints' },
    owner.cookie,
  );
  const message = await t.db
    .selectFrom('messages')
    .select('id')
    .where('thread_id', '=', String(headers.location).split('/').at(-1) ?? '')
    .executeTakeFirstOrThrow();
  const keys: string[] = [];
  for (const [index, content] of files.entries()) {
    const file = await t.deps.files.receive(Readable.from([content]), {
      name: 'plan.bin',
      maxBytes: content.length,
    });
    keys.push(file.storageKey);
    await t.db
      .insertInto('message_attachments')
      .values({
        message_id: message.id,
        group_id: group.id,
        file_id: await t.db.transaction().execute((tx) => keepFile(tx, file)),
        name: 'plan.bin',
        position: index + 1,
      })
      .execute();
  }
  return keys;
}

/** Makes the archive that this person asked for, in so much room; opens it by its link. */
async function madeIn(
  owner: { id: string; email: string; cookie: string },
  room?: { bytes: number; files: number },
) {
  await t.post(path, {}, owner.cookie);
  const { id } = await t.db
    .selectFrom('data_exports')
    .select('id')
    .where('account_id', '=', owner.id)
    .executeTakeFirstOrThrow();
  // How many files of the store are open at once, and how much of them is read before it is written.
  let open = 0;
  let mostOpen = 0;
  const files = {
    ...t.deps.files,
    read: async (key: string) => {
      const stream = await t.deps.files.read(key);
      open += 1;
      mostOpen = Math.max(mostOpen, open);
      stream.once('close', () => {
        open -= 1;
      });
      return stream;
    },
  };
  await makeExport({ ...t.deps, files }, id, readers(), room);
  const link = await linkFor(owner.email);
  const page = (await t.get(link, owner.cookie)).body;
  const archive = unzipSync((await t.post(link, {}, owner.cookie)).rawPayload);
  return { page, archive, mostOpen };
}
const readers = (): DataReader[] => modules.flatMap(({ data }) => data ?? []);

test('holds every file, each opened once the one before is written', async () => {
  const owner = await person();
  const contents = [randomBytes(300_000), randomBytes(10), randomBytes(2_000_000)];
  await aMessageWith(owner, contents);
  const { archive, page, mostOpen } = await madeIn(owner);
  for (const [index, content] of contents.entries())
    expect(Buffer.from(archive[`messages/${index + 1}-plan.bin`] ?? []).equals(content)).toBe(true);
  expect(JSON.parse(read(archive, 'messages.json'))).toMatchObject([{ body: 'Joints' }]);
  expect(mostOpen).toBe(1);
  expect(page).not.toContain('LISEZ-MOI');
  expect(read(archive, 'LISEZ-MOI.txt')).not.toContain('N’ont pas pu');
});

test('leaves out what is gone or has no room, and says so on the page, in the mail and inside', async () => {
  const owner = await person();
  const [gone] = await aMessageWith(owner, [
    randomBytes(50),
    randomBytes(60),
    randomBytes(500),
    randomBytes(70),
  ]);
  await t.deps.files.delete(gone ?? '');
  const { archive, page } = await madeIn(owner, { bytes: 200, files: 5 });
  const held = Object.keys(archive).filter((name) => name.startsWith('messages/'));
  expect(held).toEqual(['messages/2-plan.bin', 'messages/4-plan.bin']);
  const told = read(archive, 'LISEZ-MOI.txt');
  expect(told).toContain('messages : plan.bin (50\u00a0octets) : introuvable');
  expect(told).toContain('messages : plan.bin (500\u00a0octets) : l’archive était pleine');
  expect(page).toMatch(/2\sfichiers n’ont pas pu y être mis/);
  const mail = (await t.mails()).find(({ to, subject }) => to === owner.email && subject.includes('prêtes'));
  expect(mail?.text).toMatch(/2\sfichiers n’ont pas pu y être mis/);
  expect((await t.get(path, owner.cookie)).body).toContain('Dernière archive téléchargée');
});

test('one that could not be made is told after a day, and asked for again', async () => {
  const owner = await person();
  await t.post(path, {}, owner.cookie);
  await t.pool.query(
    "select graphile_worker.complete_jobs(array(select id from graphile_worker.jobs where task_identifier = 'identity.export-data'))",
  );
  expect((await t.get(path, owner.cookie)).body).toContain('Votre archive se prépare');
  expect((await t.post(path, {}, owner.cookie)).statusCode).toBe(422);
  t.clock.advance({ days: 1, minutes: 1 });
  expect((await t.get(path, owner.cookie)).body).toContain('n’a pas pu être préparée');
  expect((await t.post(path, {}, owner.cookie)).statusCode).toBe(303);
  await t.runJobs();
  expect((await t.get(await linkFor(owner.email), owner.cookie)).statusCode).toBe(200);
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
