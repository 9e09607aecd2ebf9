import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { formsOf, isShut, leaked, pagesOf, peopleOf } from './crawl.ts';
import { allowedAt, contributors, copilots, keptInside, members, speaksOfSecrets, team } from './rules.ts';
import { aScene, asked, narrowed, type Person, routesOf, type Scene } from './scene.ts';

vi.setConfig({ testTimeout: 400_000 });

let scene: Scene;
let people: [Person, string | undefined][];
beforeAll(async () => {
  scene = await aScene();
  people = peopleOf(scene);
  // Words of files are read by a job, and so is what is told by mail.
  await scene.t.runJobs();
});
afterAll(() => scene.close());

describe('every route', () => {
  it('is known to this test', () => {
    const unknown = routesOf(scene.t).filter(({ pattern }) => allowedAt(pattern) === undefined);
    expect(unknown).toEqual([]);
    expect(routesOf(scene.t).length).toBeGreaterThan(80);
  });

  it('shows itself to those who may see it, and to nobody else', async () => {
    const wrong: string[] = [];
    for (const { pattern } of pagesOf(scene)) {
      const allowed = allowedAt(pattern) ?? [];
      const url = scene.fill(pattern) + asked(narrowed(pattern));
      for (const [person, cookie] of people) {
        const answer = await scene.t.get(url, cookie);
        const { statusCode, body } = answer;
        const may = allowed.includes(person);
        const shut = isShut(answer);
        if (statusCode >= 500) wrong.push(`${person} GET ${url}: ${statusCode}`);
        if (!may && !shut) wrong.push(`${person} sees ${url}: ${statusCode}`);
        wrong.push(...leaked(person, pattern, answer));
        // Outside the group, the programme team writes pages and deliverables of its own, as secret.
        const isOwn = team.includes(person) && !keptInside.test(pattern);
        const isOutside = !may || !(isOwn || members.includes(person));
        if (isOutside && !speaksOfSecrets.test(pattern) && /secr[eè]t/i.test(body))
          wrong.push(`${person} reads secrets at ${url}`);
        if (may && shut && !/lien\/|premier-administrateur|collectivites\/regions/.test(url))
          wrong.push(`${person} is kept out of ${url}: ${statusCode}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it('acts for nobody who may not', async () => {
    const wrong: string[] = [];
    for (const { pattern } of formsOf(scene)) {
      const allowed = allowedAt(pattern, 'POST') ?? [];
      const url = scene.fill(pattern);
      for (const [person, cookie] of people) {
        if (allowed.includes(person)) continue;
        const answer = await scene.t.post(url, {}, cookie);
        const { statusCode, headers, body } = answer;
        const shut =
          statusCode === 403 ||
          statusCode === 404 ||
          (person === 'visitor' && statusCode === 303 && headers.location === '/connexion');
        if (!shut) wrong.push(`${person} POST ${url}: ${statusCode} ${headers.location ?? ''}`);
        wrong.push(...leaked(person, pattern, answer));
        if (/secr[eè]t/i.test(body)) wrong.push(`${person} reads secrets by POST ${url}`);
      }
    }
    expect(wrong).toEqual([]);
  });
});

describe('a version in preparation of what is published', () => {
  it('is read by those who see the drafts of the group, and published by its copilots', async () => {
    const { page, file, publication } = scene.prepared;
    for (const [person, cookie] of Object.entries(scene.people)) {
      const may = contributors.some((one) => one === person);
      const asksToOpen = ['team', 'administrator'].includes(person);
      expect((await scene.t.get(file, cookie)).statusCode, person).toBe(may ? 200 : asksToOpen ? 303 : 404);
      for (const url of [page, `${page}.json`, '/livrables', `${page}.json?version=1`]) {
        const { statusCode, body } = await scene.t.get(url, cookie);
        expect(statusCode, `${person} ${url}`).toBe(200);
        expect(/secr[eè]t/i.test(body), `${person} ${url}`).toBe(may && url === page);
      }
      if (copilots.some((one) => one === person)) continue;
      const answer = await scene.t.post(publication, {}, cookie);
      expect(answer.statusCode, person).toBe(person === 'visitor' ? 303 : 403);
    }
    const { versions } = (await scene.t.get(`${page}.json`)).json();
    expect(versions).toHaveLength(1);
  });
});

describe('things of another group', () => {
  it('are not found through a group that one copilots', async () => {
    const neighbour = await scene.t.db
      .selectFrom('groups')
      .select('slug')
      .where('title', '=', 'Groupe voisin')
      .executeTakeFirstOrThrow();
    const attacked = scene.fill('/espace/groupes/:slug').split('/').at(-1) ?? '';
    const wrong: string[] = [];
    for (const { pattern, methods } of routesOf(scene.t)) {
      if (!/^\/espace\/groupes\/:slug\/.*:/.test(pattern)) continue;
      const url = scene.fill(pattern).replace(attacked, neighbour.slug);
      for (const method of ['GET', 'POST'] as const) {
        if (!methods.includes(method)) continue;
        const { statusCode } = await (method === 'GET'
          ? scene.t.get(url, scene.people.foreignCopilot)
          : scene.t.post(
              url,
              { state: 'done', sens: 'haut', motif: 'x', role: 'membre' },
              scene.people.foreignCopilot,
            ));
        if (statusCode !== 404) wrong.push(`${method} ${url}: ${statusCode}`);
      }
    }
    expect(wrong).toEqual([]);
  });
});
