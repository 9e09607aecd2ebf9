import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../../test/harness.ts';
import { aPerson, type Person } from '../../../test/people.ts';
import { aThreadScene, joins, type ThreadScene } from '../../../test/threads.ts';
import { addTask } from '../groups/index.ts';
import { groupData } from '../groups/own-data.ts';
import { moderationData } from './own-data.ts';
import { purgeCases } from './retention.ts';

let t: TestApp;
let s: ThreadScene;
let author: Person;
/** Co-pilots on the other side than the scene’s copilot. */
let state: Person;
let task: string;
let comment: string;
let about: string;

beforeAll(async () => {
  t = await startTestApp();
  s = await aThreadScene(t);
  author = await joins(t, await aPerson(t), s.group);
  state = await joins(t, await aPerson(t), s.group, 'copilot');
  await t.db.updateTable('memberships').set({ side: 'etat' }).where('account_id', '=', state.id).execute();
});
afterAll(() => t.close());
beforeEach(async () => {
  t.clock.advance({ hours: 2 });
  const by = { id: s.copilot.id, name: s.copilot.name };
  const id = await t.db
    .transaction()
    .execute((tx) =>
      addTask(tx, { by, now: t.clock.now() }, { groupId: s.group.id, title: 'Relire le guide' }),
    );
  task = `/espace/groupes/${s.group.slug}/plan/taches/${id}`;
  comment = await says(author, 'Un mot zinzolin');
  about = `/espace/moderation/commentaires/${comment}`;
});

async function says(who: Person, body: string): Promise<string> {
  const answer = await t.post(`${task}/commentaires`, { body }, who.cookie);
  return answer.headers.location?.split('#commentaire-')[1] ?? '';
}
const report = (who: Person) => t.post(`${about}/signaler`, { motif: 'attaque' }, who.cookie);
const hide = (who: Person) => t.post(`${about}/masquer`, { motif: 'Vise <b>une</b> personne' }, who.cookie);
const contest = (who: Person) => t.post(`${about}/contester`, { texte: 'Je ne visais personne' }, who.cookie);
async function caseAt(): Promise<string> {
  const { id } = await t.db
    .selectFrom('moderation_cases')
    .select('id')
    .where('thing_id', '=', comment)
    .executeTakeFirstOrThrow();
  return `/espace/moderation/${id}`;
}
const finds = async (who: Person) =>
  (await t.get('/espace/recherche?q=zinzolin', who.cookie)).body.includes(`${task}#commentaire-${comment}`);

describe('a report of a comment', () => {
  test('is for those who read its task, its author excepted; for others it does not exist', async () => {
    for (const who of [s.stranger, s.neighbour]) {
      expect((await t.get(`${about}/signaler`, who.cookie)).statusCode).toBe(404);
      expect((await report(who)).statusCode).toBe(404);
      expect((await hide(who)).statusCode).toBe(404);
    }
    const none = about.replace(comment, '00000000-0000-4000-8000-000000000000');
    const gone = await t.get(`${none}/signaler`, s.neighbour.cookie);
    const kept = await t.get(`${about}/signaler`, s.neighbour.cookie);
    expect(kept.body.replaceAll(comment, '')).toBe(
      gone.body.replaceAll('00000000-0000-4000-8000-000000000000', ''),
    );
    expect((await report(author)).statusCode).toBe(403);
    expect((await t.get(task, author.cookie)).body).not.toContain(`${about}/signaler`);
    expect((await t.get(task, s.observer.cookie)).body).toContain(`${about}/signaler`);
    expect((await t.get(`${about}/signaler`, s.observer.cookie)).body).toContain('Un mot zinzolin');
    const sent = await report(s.observer);
    expect([sent.statusCode, sent.headers.location]).toEqual([303, `${task}#commentaire-${comment}`]);
  });

  test('comes to the copilots with its kind, its words as they were and its place', async () => {
    await report(s.observer);
    await t.post(
      `${task}/commentaires/${comment}/modifier`,
      { body: 'Rien de mal', version: '1' },
      author.cookie,
    );
    expect((await t.get('/espace/moderation', s.copilot.cookie)).body).toContain('Commentaire d’une tâche');
    const page = (await t.get(await caseAt(), s.copilot.cookie)).body;
    for (const words of ['Commentaire d’une tâche', 'Un mot zinzolin', 'Rien de mal', `${task}#commentaire-`])
      expect(page).toContain(words);
    for (const who of [author, s.observer, s.neighbour])
      expect((await t.get(await caseAt(), who.cookie)).statusCode).toBe(404);
    expect(
      (await t.post(await caseAt(), { decision: 'classer', motif: 'x' }, author.cookie)).statusCode,
    ).toBe(404);
    expect(
      (await t.post(await caseAt(), { decision: 'classer', motif: 'x' }, s.copilot.cookie)).statusCode,
    ).toBe(303);
  });

  test('of what a copilot wrote is the team’s; the other side does not silence them', async () => {
    comment = await says(s.copilot, 'Un copilote parle');
    about = `/espace/moderation/commentaires/${comment}`;
    expect((await report(s.member)).statusCode).toBe(303);
    expect((await t.get(await caseAt(), state.cookie)).statusCode).toBe(404);
    expect((await hide(state)).statusCode).toBe(403);
    expect((await t.get(await caseAt(), s.team.cookie)).statusCode).toBe(200);
  });

  test('of a task that is gone can only be closed', async () => {
    await report(s.member);
    await t.post(`${task}/suppression`, {}, s.copilot.cookie);
    const page = await t.get(await caseAt(), state.cookie);
    expect(page.body).toContain('Il a été supprimé depuis');
    const hidden = await t.post(await caseAt(), { decision: 'masquer', motif: 'x' }, state.cookie);
    expect(hidden.statusCode).toBe(422);
  });
});

describe('a hidden comment', () => {
  test('leaves its place and its reason; its words go nowhere but to its author and those who moderate', async () => {
    await t.post(
      `${task}/commentaires/${comment}/modifier`,
      { body: 'Un autre mot zinzolin', version: '1' },
      author.cookie,
    );
    expect(await finds(s.member)).toBe(true);
    const from = (await t.mails()).length;
    for (const who of [s.member, s.observer, author]) expect((await hide(who)).statusCode).toBe(403);
    expect((await hide(s.copilot)).statusCode).toBe(303);
    expect((await hide(s.copilot)).statusCode).toBe(404);

    const page = (await t.get(task, s.member.cookie)).body;
    expect(page).toContain('Commentaire masqué par la modération');
    expect(page).toContain('Vise &lt;b>une&lt;/b> personne');
    const at = `${task}/commentaires/${comment}`;
    for (const url of [
      task,
      '/espace/recherche?q=zinzolin',
      '/espace',
      `${about}/signaler`,
      `${at}/historique`,
    ])
      expect((await t.get(url, s.member.cookie)).body, url).not.toContain('mot zinzolin');
    for (const act of ['modifier', 'suppression'])
      expect((await t.post(`${at}/${act}`, { body: 'x', version: '2' }, author.cookie)).statusCode).toBe(404);
    for (const who of [s.member, s.copilot, author]) expect(await finds(who)).toBe(false);
    const list = (await t.get(`/espace/groupes/${s.group.slug}/plan/taches`, s.member.cookie)).body;
    expect(list.split(task)[1]?.split('</li>')[0]).not.toContain('commentaire');

    await t.runJobs();
    const told = (await t.mails()).slice(from);
    const withWords = told.filter(({ text }) => text.includes('zinzolin'));
    expect(withWords.map(({ to }) => to)).toEqual([author.email]);
    expect(withWords[0]?.subject).toBe('Votre commentaire sous la tâche « Relire le guide » est masqué');
    expect(withWords[0]?.text).toContain(`${about}/contester`);
    for (const who of [author, s.copilot, s.team])
      expect((await t.get(task, who.cookie)).body).toContain('Un autre mot zinzolin');
    expect(JSON.stringify(await groupData.read(t.db, author.id))).toContain('zinzolin');
    const others = [await moderationData.read(t.db, s.member.id), await groupData.read(t.db, s.copilot.id)];
    expect(JSON.stringify(others)).not.toContain('zinzolin');
  });

  test('is contested by its author, judged by the other side, and given back as it was', async () => {
    await report(s.member);
    const decided = { decision: 'masquer', motif: 'Attaque' };
    expect((await t.post(await caseAt(), decided, s.copilot.cookie)).statusCode).toBe(303);
    for (const who of [s.member, s.copilot, s.stranger]) expect((await contest(who)).statusCode).toBe(404);
    expect((await t.get(`${about}/contester`, author.cookie)).body).toContain('Un mot zinzolin');
    expect((await contest(author)).statusCode).toBe(303);
    const verdict = { decision: 'retablir', motif: 'Il a raison' };
    const judge = async (who: Person) => t.post(`${await caseAt()}/contestation`, verdict, who.cookie);
    expect((await judge(s.copilot)).statusCode).toBe(403);
    expect((await judge(author)).statusCode).toBe(404);
    expect((await judge(state)).statusCode).toBe(303);
    expect((await t.get(task, s.member.cookie)).body).toContain('Un mot zinzolin');
    expect(await finds(s.member)).toBe(true);
    const trail = await t.db
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

  test('is forgotten for good after a year', async () => {
    await hide(s.copilot);
    t.clock.advance({ days: 370 });
    s.team.cookie = await t.signIn(s.team.id);
    expect(await purgeCases(t.db, t.clock.now())).toBeGreaterThan(0);
    const left = await t.db.selectFrom('hidden_task_comments').selectAll().execute();
    expect(left.filter(({ comment_id }) => comment_id === comment)).toEqual([]);
    expect(
      await t.db
        .selectFrom('plan_task_comments')
        .select(['body', 'hidden_reason'])
        .where('id', '=', comment)
        .execute(),
    ).toEqual([{ body: '', hidden_reason: 'Vise <b>une</b> personne' }]);
  });
});
