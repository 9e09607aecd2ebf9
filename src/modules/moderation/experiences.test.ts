import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { asksToSignIn, type MeasureOfTest, type Person, startAgenda, wordsIn } from '../../../test/agenda.ts';
import { aMembership, anAccount } from '../../../test/factories.ts';
import { agendaData } from '../agenda/own-data.ts';
import { purgeCases } from './retention.ts';

let agenda: Awaited<ReturnType<typeof startAgenda>>;
let measure: MeasureOfTest;
let path: string;
let told: string;
let about: string;
/** Co-pilots the agenda on the other side than `copilot`. */
let other = '';

beforeAll(async () => {
  agenda = await startAgenda();
  const { db } = agenda.t;
  const { id } = await anAccount(db);
  const group = await db.selectFrom('groups').select('id').executeTakeFirstOrThrow();
  await aMembership(db, group.id, id, 'copilot', 'collectivites');
  other = id;
});
afterAll(() => agenda.t.close());
beforeEach(async () => {
  for (const table of ['rate_limits', 'measure_experiences'] as const)
    await agenda.t.db.deleteFrom(table).execute();
  measure = await agenda.aMeasure();
  path = `/agenda/${measure.slug}/temoignages`;
  told = await tells({});
  about = `/espace/moderation/temoignages/${told}`;
});

async function tells(values: Record<string, string>): Promise<string> {
  agenda.t.clock.advance({ seconds: 1 });
  const said = { nature: 'cost', visibilite: 'public', texte: 'Le prix *zinzolin* de la plateforme' };
  await agenda.t.post(`${path}/nouveau`, { ...said, ...values }, await agenda.as('stranger'));
  const { id } = await agenda.t.db
    .selectFrom('measure_experiences')
    .select('id')
    .where('measure_id', '=', measure.id)
    .orderBy('created_at', 'desc')
    .executeTakeFirstOrThrow();
  return id;
}

const cookieOf = async (who: Person | 'other' | 'visitor') =>
  who === 'visitor' ? undefined : who === 'other' ? agenda.t.signIn(other) : agenda.as(who);
type Reader = Parameters<typeof cookieOf>[0];
const get = async (url: string, who: Reader) => agenda.t.get(url, await cookieOf(who));
const post = async (url: string, who: Reader, fields: Record<string, string>) =>
  agenda.t.post(url, fields, await cookieOf(who));
const report = (who: Reader) => post(`${about}/signaler`, who, { motif: 'attaque' });
const hide = (who: Reader, motif = 'Nomme une personne') => post(`${about}/masquer`, who, { motif });
async function caseAt(): Promise<string> {
  const { id } = await agenda.t.db
    .selectFrom('moderation_cases')
    .select('id')
    .where('thing_id', '=', told)
    .executeTakeFirstOrThrow();
  return `/espace/moderation/${id}`;
}

describe('a testimony is reported', () => {
  test('by anybody signed in who reads it, once, but not by who told it', async () => {
    expect((await get(path, 'visitor')).body).toContain(`${about}/signaler`);
    expect((await get(`/agenda/${measure.slug}`, 'visitor')).body).toContain(`${about}/signaler`);
    expect((await get(path, 'stranger')).body).not.toContain(`${about}/signaler`);
    expect(asksToSignIn(await report('visitor'))).toBe(true);
    expect((await report('pending')).statusCode).toBe(403);
    expect((await report('stranger')).statusCode).toBe(403);
    const form = await get(`${about}/signaler`, 'member');
    expect(form.body).toContain('Le prix *zinzolin* de la plateforme');
    expect(form.body).toContain('Annecy');
    const { name } = await agenda.t.db
      .selectFrom('accounts')
      .select('name')
      .where('id', '=', agenda.id.stranger)
      .executeTakeFirstOrThrow();
    expect(form.body).not.toContain(name);
    const sent = await report('member');
    expect([sent.statusCode, sent.headers.location]).toEqual([303, `${path}#temoignage-${told}`]);
    expect((await report('member')).statusCode).toBe(422);
  });

  test('to those who keep the agenda, with what it said and its place', async () => {
    await report('member');
    expect(wordsIn(await get('/espace/moderation', 'copilot'))).toContain('Témoignage');
    const page = wordsIn(await get(await caseAt(), 'copilot'));
    for (const words of ['Témoignage', 'Le prix *zinzolin*', `${path}#temoignage-${told}`])
      expect(page).toContain(words);
    for (const who of ['stranger', 'member', 'editor'] as const)
      expect((await get(await caseAt(), who)).statusCode, who).toBe(404);
    const decided = { decision: 'classer', motif: 'Ce sont des faits' };
    expect((await post(await caseAt(), 'stranger', decided)).statusCode).toBe(404);
    expect((await post(await caseAt(), 'copilot', decided)).statusCode).toBe(303);
    expect((await get(path, 'visitor')).body).toContain('zinzolin');
  });

  test('to the team alone when no group keeps the agenda', async () => {
    const { db } = agenda.t;
    const group = db.updateTable('groups').where('slug', '=', 'agenda-transformation-numerique');
    await group.set({ slug: 'autre-groupe' }).execute();
    const form = await get(`${about}/signaler`, 'member');
    expect(form.body).not.toContain('name="equipe"');
    await report('member');
    expect((await get(await caseAt(), 'copilot')).statusCode).toBe(404);
    expect((await get(await caseAt(), 'team')).statusCode).toBe(200);
    expect((await get('/espace/moderation', 'team')).body).toContain(await caseAt());
    expect((await post(await caseAt(), 'team', { decision: 'masquer', motif: 'Attaque' })).statusCode).toBe(
      303,
    );
    expect((await get('/administration/journal', 'team')).statusCode).toBe(200);
    expect((await get(`${about}/contester`, 'stranger')).body).not.toContain('de l’autre côté');
    await db
      .updateTable('groups')
      .where('slug', '=', 'autre-groupe')
      .set({ slug: 'agenda-transformation-numerique' })
      .execute();
  });

  test('not at all by those who do not read it: what is for the pilots, what is said of a draft', async () => {
    const first = told;
    told = await tells({ visibilite: 'pilots', texte: 'Entre nous' });
    about = `/espace/moderation/temoignages/${told}`;
    const unknown = `/espace/moderation/temoignages/00000000-0000-4000-8000-000000000000`;
    for (const url of [about, unknown]) {
      expect((await get(`${url}/signaler`, 'member')).statusCode).toBe(404);
      expect((await post(`${url}/masquer`, 'member', { motif: 'x' })).statusCode).toBe(404);
    }
    const bodies = [await get(`${about}/signaler`, 'member'), await get(`${unknown}/signaler`, 'member')];
    expect(bodies[0]?.body).toBe(bodies[1]?.body);
    expect((await report('editor')).statusCode).toBe(303);
    await agenda.t.db
      .updateTable('measures')
      .set({ published: false })
      .where('id', '=', measure.id)
      .execute();
    // Told while the measure was published.
    expect((await get(`/espace/moderation/temoignages/${first}/signaler`, 'member')).statusCode).toBe(404);
  });
});

describe('a hidden testimony', () => {
  test('leaves the public pages at once, with its answers; its author still reads it, and why', async () => {
    await post(`${path}/${told}/reponse`, 'copilot', { texte: 'Une aide incarnadine existe' });
    // Kept in memory for visitors.
    expect((await get(path, 'visitor')).body).toContain('zinzolin');
    for (const who of ['member', 'editor', 'stranger'] as const)
      expect((await hide(who)).statusCode, who).toBe(403);
    expect((await hide('copilot', ' ')).statusCode).toBe(422);
    const from = (await agenda.t.mails()).length;
    expect((await hide('copilot')).statusCode).toBe(303);

    const pages = [path, `/agenda/${measure.slug}`, `/agenda/${measure.slug}.json`, '/recherche?q=zinzolin'];
    for (const url of [...pages, '/espace/agenda/temoignages', `${about}/signaler`])
      for (const who of ['visitor', 'member', 'editor', 'copilot'] as const)
        expect((await get(url, who)).body, `${who} ${url}`).not.toMatch(/prix \*zinzolin|incarnadine/);
    expect((await get(path, 'visitor')).body).toContain('Aucune collectivité n’a encore témoigné');

    const own = wordsIn(await get(path, 'stranger'));
    for (const words of ['Témoignage masqué par la modération', 'Nomme une personne', 'Le prix *zinzolin*'])
      expect(own).toContain(words);
    expect(own).toContain(`${about}/contester`);
    expect((await post(`${path}/${told}/suppression`, 'stranger', {})).statusCode).toBe(404);
    expect((await post(`${path}/${told}/reponse`, 'copilot', { texte: 'Trop tard' })).statusCode).toBe(404);
    const mails = (await agenda.t.mails()).slice(from);
    expect(mails.map(({ subject }) => subject)).toEqual([
      'Votre témoignage sur la mesure « Facture électronique » est masqué',
    ]);
    expect(mails[0]?.text).toContain('Le prix *zinzolin* de la plateforme');
    expect(JSON.stringify(await agendaData.read(agenda.t.db, agenda.id.stranger))).toContain('zinzolin');
    expect(JSON.stringify(await agendaData.read(agenda.t.db, agenda.id.member))).not.toContain('zinzolin');
  });

  test('is contested by who told it, judged by the other side, and comes back with its answers', async () => {
    await post(`${path}/${told}/reponse`, 'editor', { texte: 'Une aide incarnadine existe' });
    await report('member');
    await post(await caseAt(), 'copilot', { decision: 'masquer', motif: 'Attaque' });
    const why = { texte: 'Des faits' };
    expect((await post(`${about}/contester`, 'member', why)).statusCode).toBe(404);
    expect((await post(`${about}/contester`, 'stranger', why)).statusCode).toBe(303);
    const verdict = { decision: 'retablir', motif: 'Ce sont des faits' };
    const judged = `${await caseAt()}/contestation`;
    expect((await post(judged, 'copilot', verdict)).statusCode).toBe(403);
    expect((await post(judged, 'stranger', verdict)).statusCode).toBe(404);
    expect((await post(judged, 'other', verdict)).statusCode).toBe(303);
    const page = (await get(path, 'visitor')).body;
    expect(page).toContain('zinzolin');
    expect(page).toContain('incarnadine');
    const trail = await agenda.t.db
      .selectFrom('audit_events')
      .select('verb')
      .where('thing_id', '=', (await caseAt()).split('/').at(-1) ?? '')
      .orderBy('id')
      .execute();
    expect(trail.map(({ verb }) => verb)).toEqual([
      'moderation.report',
      'moderation.hide',
      'moderation.contest',
      'moderation.restore',
    ]);
  });

  test('may be an answer: of a copilot, it is for the team; what it answers stays', async () => {
    await post(`${path}/${told}/reponse`, 'copilot', { texte: 'Une aide incarnadine existe' });
    const { id } = await agenda.t.db
      .selectFrom('experience_answers')
      .select('id')
      .where('experience_id', '=', told)
      .executeTakeFirstOrThrow();
    about = `/espace/moderation/reponses/${id}`;
    expect((await get(path, 'visitor')).body).toContain(`${about}/signaler`);
    expect((await get(path, 'copilot')).body).not.toContain(`${about}/signaler`);
    expect((await get(`${about}/signaler`, 'member')).body).not.toContain('Camille Pilote');
    expect(asksToSignIn(await report('visitor'))).toBe(true);
    expect((await report('copilot')).statusCode).toBe(403);
    expect((await report('stranger')).statusCode).toBe(303);
    told = id;
    for (const who of ['copilot', 'other', 'member'] as const)
      expect((await get(await caseAt(), who)).statusCode, who).toBe(404);
    expect((await hide('other')).statusCode).toBe(403);
    expect((await hide('team')).statusCode).toBe(303);
    const page = (await get(path, 'visitor')).body;
    expect(page).toContain('zinzolin');
    expect(page).not.toContain('incarnadine');
    // What nobody answers any more waits for an answer.
    const work = wordsIn(await get('/espace/agenda', 'copilot')).replace(/<[^>]+>/g, ' ');
    expect(work).toMatch(/témoignage sans réponse\s+1\s/);
    const mail = (await agenda.t.mails()).find(({ text }) => text.includes(`${about}/contester`));
    expect(mail?.text).toContain('Une aide incarnadine existe');
    expect(mail?.subject).toMatch(/^Votre texte en réponse à un témoignage sur la mesure/);
    expect(JSON.stringify(await agendaData.read(agenda.t.db, agenda.id.copilot))).toContain('incarnadine');
    expect((await post(`${about}/contester`, 'copilot', { texte: 'Elle existe' })).statusCode).toBe(303);
    const verdict = { decision: 'retablir', motif: 'Elle existe' };
    expect((await post(`${await caseAt()}/contestation`, 'team', verdict)).statusCode).toBe(403);
  });

  test('keeps what is for the pilots from all the others, its answers too', async () => {
    told = await tells({ visibilite: 'pilots', texte: 'Entre nous' });
    await post(`${path}/${told}/reponse`, 'editor', { texte: 'Bien reçu' });
    const { id } = await agenda.t.db
      .selectFrom('experience_answers')
      .select('id')
      .where('experience_id', '=', told)
      .executeTakeFirstOrThrow();
    about = `/espace/moderation/reponses/${id}`;
    const unknown = '/espace/moderation/reponses/00000000-0000-4000-8000-000000000000';
    const [hers, none] = [
      await get(`${about}/signaler`, 'member'),
      await get(`${unknown}/signaler`, 'member'),
    ];
    expect(hers.statusCode).toBe(404);
    expect(hers.body).toBe(none.body);
    expect((await report('member')).statusCode).toBe(404);
    expect((await report('stranger')).statusCode).toBe(303);
  });

  test('is forgotten for good after a year, with its answers', async () => {
    await post(`${path}/${told}/reponse`, 'copilot', { texte: 'Une aide existe' });
    await hide('team');
    const later = new Date(agenda.t.clock.now().getTime() + 370 * 86_400_000);
    expect(await purgeCases(agenda.t.db, later)).toBeGreaterThan(0);
    const { db } = agenda.t;
    const left = await Promise.all([
      db.selectFrom('hidden_experiences').selectAll().where('experience_id', '=', told).execute(),
      db.selectFrom('experience_answers').selectAll().where('experience_id', '=', told).execute(),
    ]);
    expect(left).toEqual([[], []]);
  });
});
