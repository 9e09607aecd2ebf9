import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aGroup, anAccount, anOpening } from '../../../test/factories.ts';
import { startTestApp, type TestApp } from '../../../test/harness.ts';
import { queueMail } from '../../platform/mail/index.ts';
import { record } from '../audit/index.ts';
import { deleteAccount } from '../identity/index.ts';
import { detailWords, sentenceOf } from './sentences.ts';

let t: TestApp;
let administrator: string;
let administratorId: string;
let team: string;
let stranger: string;

beforeAll(async () => {
  t = await startTestApp();
  administratorId = (await anAccount(t.db, { name: 'Adèle', roles: ['administrator'] })).id;
  administrator = await t.signIn(administratorId);
  team = await t.signIn((await anAccount(t.db, { name: 'Thomas', roles: ['programme-team'] })).id);
  stranger = await t.signIn((await anAccount(t.db, { name: 'Inès' })).id);
});
afterAll(() => t.close());

describe('rights', () => {
  it.each([
    '/administration',
    '/administration/journal',
    '/administration/comptes',
    '/administration/courriels',
  ])('%s is the programme team’s', async (url) => {
    expect((await t.get(url)).headers.location).toContain('/connexion');
    expect((await t.get(url, stranger)).statusCode).toBe(403);
    expect((await t.get(url, team)).statusCode).toBe(200);
    expect((await t.get(url, administrator)).statusCode).toBe(200);
  });

  it('hold for a person whose account is no longer accepted', async () => {
    const refused = await anAccount(t.db, { roles: ['programme-team'], state: 'refused' });
    expect((await t.get('/administration', await t.signIn(refused.id))).statusCode).toBe(403);
  });
});

describe('the dashboard', () => {
  it('says what was done last, in French', async () => {
    await record(t.db, {
      actor: { id: administratorId, name: 'Adèle' },
      verb: 'page.publish',
      thing: { type: 'page', id: 'x', label: 'Contact' },
    });
    const { body } = await t.get('/administration', team);
    expect(body).toContain('<strong>Adèle</strong> a publié la page «\u00a0Contact\u00a0».');
  });
});

describe('the journal', () => {
  it('filters by action and by person', async () => {
    await record(t.db, {
      actor: { id: administratorId, name: 'Adèle' },
      verb: 'organisation.edit',
      thing: { type: 'organisation', id: 'anct', label: 'ANCT' },
    });
    const byAction = await t.get('/administration/journal?action=organisation.edit', team);
    expect(byAction.body).toContain('«\u00a0ANCT\u00a0»');
    expect(byAction.body).not.toContain('«\u00a0Contact\u00a0»');
    const byOther = await t.get('/administration/journal?par=00000000-0000-4000-8000-000000000000', team);
    expect(byOther.body).toContain('Aucune action ne correspond');
    expect((await t.get('/administration/journal?par=x&action=%00&page=-1', team)).statusCode).toBe(200);
  });

  it('names what each line concerns, with the way there while it exists', async () => {
    const actor = { id: administratorId, name: 'Adèle' };
    const group = await aGroup(t.db, { title: 'Groupe des alpages' });
    const thing = { type: 'group', id: group.id, label: group.title };
    await t.db
      .insertInto('organisations')
      .values({ slug: 'essais', name: 'Direction des essais', kind: 'direction' })
      .execute();
    await record(t.db, {
      actor,
      verb: 'group.plan',
      thing,
      detail: { moved: 'Relire le guide', direction: 'up' },
    });
    await record(t.db, { actor, verb: 'group.plan', thing, detail: { edited: 'Écrire', state: 'done' } });
    await record(t.db, {
      actor,
      verb: 'group.govern',
      thing,
      detail: { copilots: { etat: ['essais'], collectivites: [] } },
    });
    const { id } = await anAccount(t.db, { name: 'Zoé' });
    const { id: gone } = await anAccount(t.db, { name: 'Compte supprimé' });
    await t.db.transaction().execute((tx) => deleteAccount(tx, { accountId: gone, now: t.clock.now() }));
    for (const one of [id, gone]) {
      await record(t.db, {
        actor,
        verb: 'membership.change-role',
        thing: { type: 'account', id: one, label: one === id ? 'Zoé' : 'Compte supprimé' },
        detail: {
          group: group.slug,
          from: { role: 'member', side: null },
          to: { role: 'copilot', side: 'etat' },
        },
      });
    }
    await record(t.db, {
      actor,
      verb: 'deliverable.create',
      thing: { type: 'deliverable', id: 'jamais-vu', label: 'Guide disparu' },
      detail: { group: group.id },
    });
    const { body } = await t.get('/administration/journal', team);
    const text = body.replace(/[\u00a0\u202f]/g, ' ');
    expect(text).toContain(
      `a modifié le plan de travail du groupe « <a href="/groupes/${group.slug}">Groupe des alpages</a> ».`,
    );
    expect(text).toContain('étape déplacée : Relire le guide ; sens : vers le haut');
    expect(text).toContain('étape modifiée : Écrire ; état : fait');
    expect(text).toMatch(/copilotes : côté État Direction des essais/);
    expect(text).toContain(`<a href="/administration/comptes/${id}">Zoé</a>`);
    expect(text).not.toContain(`/administration/comptes/${gone}`);
    expect(text).toContain(
      `groupe : <a href="/groupes/${group.slug}">Groupe des alpages</a> ; avant : membre ; après : copilote, côté État`,
    );
    expect(text).not.toMatch(new RegExp(`groupe : ${group.slug}`));
    expect(text).toContain('a créé le livrable « contenu réservé au groupe »');
    expect(text).not.toContain('Guide disparu');
    expect(text).not.toContain('Rien ne s’efface');
    expect(text).toContain('douze mois');
  });

  it('keeps the words of what is inside a group for those who opened it', async () => {
    const group = await aGroup(t.db);
    const reader = await anAccount(t.db, { roles: ['programme-team'] });
    const cookie = await t.signIn(reader.id);
    const actor = { id: administratorId, name: 'Adèle' };
    for (const type of ['thread', 'document', 'document-folder', 'meeting', 'decision', 'moderation'])
      await record(t.db, {
        actor,
        verb: 'document.send',
        thing: { type, id: group.id, label: 'Note zinzolin' },
        detail: { group: group.id, former_label: 'Ancienne note zinzolin' },
      });
    const thing = { type: 'group', id: group.id, label: group.title };
    await record(t.db, { actor, verb: 'group.plan', thing, detail: { task_added: 'Tâche zinzolin' } });
    await record(t.db, {
      actor,
      verb: 'key.ask',
      thing,
      detail: { act: 'publier « zinzolin »', side: 'etat' },
    });
    for (const url of ['/administration/journal', '/administration'])
      expect((await t.get(url, cookie)).body, url).not.toContain('zinzolin');
    expect((await t.get('/administration/journal', cookie)).body).toContain('contenu réservé au groupe');
    await anOpening(t.db, group.id, reader.id);
    expect((await t.get('/administration/journal', cookie)).body.match(/zinzolin/g)).toHaveLength(14);
  });

  it('tells an unknown verb by its name, and only details that mean something', () => {
    expect(sentenceOf('thing.unheard-of')).toContain('thing.unheard-of');
    expect(detailWords({ role: 'copilot', secret_column: 'x', fields: ['Titre', 'Texte'] })).toEqual([
      'rôle : copilote',
      'champs : Titre, Texte',
    ]);
  });
});

describe('the accounts', () => {
  it('are found by name, accents or not, and by address', async () => {
    const person = await anAccount(t.db, { name: 'Émile Zébulon', email: 'e.zeb@vannes.example' });
    for (const q of ['emile zeb', 'E.ZEB@vannes']) {
      const { body } = await t.get(`/administration/comptes?q=${encodeURIComponent(q)}`, team);
      expect(body).toContain(person.id);
      expect(body).toContain('e.zeb@vannes.example');
      expect(body).not.toContain('Inès');
    }
  });

  it('are told apart by state and role', async () => {
    const { body } = await t.get('/administration/comptes?roles=oui', team);
    expect(body).toContain('Thomas');
    expect(body).not.toContain('Inès');
  });

  it('give and take roles at once, by an administrator alone, and the journal says so', async () => {
    const person = await anAccount(t.db, { name: 'Nadia' });
    const cookie = await t.signIn(person.id);
    const url = `/administration/comptes/${person.id}`;
    expect((await t.post(`${url}/roles/programme-team`, {}, team)).statusCode).toBe(403);
    expect((await t.post(`${url}/roles/programme-team`, {}, cookie)).statusCode).toBe(403);
    expect((await t.post(`${url}/roles/programme-team`, {})).headers.location).toContain('/connexion');
    expect((await t.get('/administration', cookie)).statusCode).toBe(403);
    expect((await t.post(`${url}/roles/programme-team`, {}, administrator)).statusCode).toBe(303);
    expect((await t.get('/administration', cookie)).statusCode).toBe(200);
    expect((await t.get('/administration/journal', team)).body).toMatch(
      /a donné un rôle à «\u00a0<a href="[^"]+">Nadia<\/a>\u00a0»/,
    );
    expect((await t.post(`${url}/roles/programme-team/retrait`, {}, administrator)).statusCode).toBe(303);
    expect((await t.get('/administration', cookie)).statusCode).toBe(403);
  });

  it('keep a last administrator', async () => {
    const url = `/administration/comptes/${administratorId}/roles/administrator/retrait`;
    const answer = await t.post(url, {}, administrator);
    expect(answer.statusCode).toBe(422);
    expect(answer.body).toContain('plus d’administrateur');
    expect((await t.get('/administration', administrator)).statusCode).toBe(200);
  });

  it.each(['/administration/comptes/00000000-0000-4000-8000-000000000000', '/administration/comptes/x'])(
    '%s is a 404',
    async (url) => {
      expect((await t.get(url, team)).statusCode).toBe(404);
    },
  );

  it('know no other role', async () => {
    const url = `/administration/comptes/${administratorId}/roles/dieu`;
    expect((await t.post(url, {}, administrator)).statusCode).toBe(404);
  });
});

describe('the outgoing mail', () => {
  async function aMail(state: 'queued' | 'failed' | 'uncertain' | 'sent', key: string): Promise<string> {
    await queueMail(t.db, { to: 'x@y.example', subject: `Objet ${key}`, text: 'lien secret', key });
    const { id } = await t.db
      .updateTable('outbox')
      .set({ state, handed_over_at: state === 'uncertain' ? new Date(0) : null })
      .where('key', '=', key)
      .returning('id')
      .executeTakeFirstOrThrow();
    return id;
  }
  const stateOf = async (id: string) =>
    (await t.db.selectFrom('outbox').select('state').where('id', '=', id).executeTakeFirstOrThrow()).state;

  it('is listed by state, without what it says', async () => {
    await aMail('failed', 'echec');
    await aMail('sent', 'parti');
    await aMail('failed', 'meeting:1:invited');
    const { body } = await t.get('/administration/courriels?etat=failed', team);
    expect(body).toContain('Objet echec');
    expect(body).not.toContain('Objet parti');
    expect(body).not.toContain('lien secret');
    // The title of a meeting, a thread or a task is its group's.
    expect(body).toContain('Courriel d’un groupe');
    expect(body).not.toContain('Objet meeting');
  });

  it('says why it waits when it could not be delivered, apart from what has yet to be tried', async () => {
    await aMail('queued', 'neuf');
    const id = await aMail('queued', 'tarde');
    const figure = async () =>
      /(\d+)/.exec((await t.get('/administration', team)).body.split('Courriels en échec')[1] ?? '')?.[1];
    const before = Number(await figure());
    await t.db
      .updateTable('outbox')
      .set({
        delayed_since: new Date(0),
        attempts: 3,
        last_error: 'Identifiant ou mot de passe SMTP refusé (535)',
      })
      .where('id', '=', id)
      .execute();
    expect(Number(await figure())).toBe(before + 1);
    const { body } = await t.get('/administration/courriels?etat=delayed', team);
    expect(body).toContain('Objet tarde');
    expect(body).toContain('Identifiant ou mot de passe SMTP refusé (535)');
    expect(body).toContain('3 essais');
    expect(body).not.toContain('Objet neuf');
    const waiting = await t.get('/administration/courriels?etat=queued', team);
    expect(waiting.body).toContain('Objet neuf');
    expect(waiting.body).not.toContain('Objet tarde');
  });

  it('goes out again when it is uncertain, once', async () => {
    const id = await aMail('uncertain', 'doute');
    const url = `/administration/courriels/${id}/renvoi`;
    expect((await t.post(url, {}, stranger)).statusCode).toBe(403);
    expect(await stateOf(id)).toBe('uncertain');
    expect((await t.post(url, {}, team)).statusCode).toBe(303);
    expect(await stateOf(id)).toBe('queued');
    expect((await t.post(url, {}, team)).statusCode).toBe(422);
  });

  it('that waits is tried at once, one or all, by the team alone, and the journal says so', async () => {
    await t.db.deleteFrom('outbox').execute();
    const [one, other] = [await aMail('queued', 'tarde-1'), await aMail('queued', 'tarde-2')];
    await aMail('uncertain', 'doute-2');
    await t.db
      .updateTable('outbox')
      .set({ delayed_since: new Date(0), attempts: 3 })
      .where('id', 'in', [one, other])
      .execute();
    const later = new Date('2999-01-01');
    const postpone = () =>
      sql`select graphile_worker.reschedule_jobs(array(select id from graphile_worker.jobs), run_at => ${later}::timestamptz)`.execute(
        t.db,
      );
    const due = async () => {
      const { rows } = await sql<{
        id: string;
      }>`select substr(key, 6) as id from graphile_worker.jobs where key like 'mail:%' and run_at < now() + interval '1 day'`.execute(
        t.db,
      );
      return rows.map(({ id }) => id).sort();
    };
    await postpone();
    const all = '/administration/courriels/essai';
    const page = (await t.get('/administration/courriels', team)).body;
    expect(page).toContain(`action="${all}"`);
    expect(page).toContain(`action="/administration/courriels/${one}/essai"`);
    for (const url of [all, `/administration/courriels/${one}/essai`]) {
      expect((await t.post(url, {})).headers.location).toContain('/connexion');
      expect((await t.post(url, {}, stranger)).statusCode).toBe(403);
    }
    expect(await due()).toEqual([]);
    expect((await t.post(`/administration/courriels/${one}/essai`, {}, team)).statusCode).toBe(303);
    expect(await due()).toEqual([one]);
    await postpone();
    expect((await t.post(all, {}, team)).statusCode).toBe(303);
    expect(await due()).toEqual([one, other].sort());
    const journal = (await t.get('/administration/journal', team)).body;
    expect(journal).toContain('a fait réessayer le courriel «\u00a0Objet tarde-1\u00a0»');
    expect(journal).toContain('«\u00a02 courriels\u00a0»');
    await t.db.updateTable('outbox').set({ state: 'sent' }).where('id', 'in', [one, other]).execute();
    expect((await t.post(all, {}, team)).statusCode).toBe(422);
    expect((await t.post(`/administration/courriels/${one}/essai`, {}, team)).statusCode).toBe(422);
    expect((await t.get('/administration/courriels', team)).body).not.toContain(`action="${all}"`);
  });

  it('is never sent again when it has arrived', async () => {
    const id = await aMail('sent', 'arrive');
    expect((await t.post(`/administration/courriels/${id}/renvoi`, {}, team)).statusCode).toBe(422);
    expect(await stateOf(id)).toBe('sent');
  });
});
