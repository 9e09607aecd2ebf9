import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aScene, type Scene } from './scene.ts';

let scene: Scene;
beforeAll(async () => {
  scene = await aScene();
});
afterAll(() => scene.close());

describe('a message rewritten from end to end, again and again', () => {
  it('does not hold the server while its history is compared', async () => {
    const { t, people, fill } = scene;
    const url = fill('/espace/messages/:id');
    for (const [index, word] of ['a.', 'b,', 'c;'].entries()) {
      const version = String(index + 1);
      const edited = await t.post(`${url}/modifier`, { body: word.repeat(10_000), version }, people.member);
      expect(edited.statusCode).toBe(303);
    }
    const started = performance.now();
    const { statusCode, body } = await t.get(`${url}/historique`, people.member);
    expect(statusCode).toBe(200);
    expect(body).toContain('c;c;c;');
    expect(performance.now() - started).toBeLessThan(5000);
  });
});

describe('a member who posts without end', () => {
  it('is stopped before filling the mailboxes of the group', async () => {
    const { t, people, fill } = scene;
    const statuses: number[] = [];
    for (let sent = 0; sent < 62; sent++) {
      const url = fill('/espace/discussions/:id');
      statuses.push((await t.post(url, { body: `Encore ${sent}` }, people.observer)).statusCode);
    }
    expect(statuses.filter((status) => status === 303)).toHaveLength(60);
    expect(statuses.at(-1)).toBe(429);
  });
});
