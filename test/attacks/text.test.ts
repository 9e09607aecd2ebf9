import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aScene, type Scene } from './scene.ts';

let scene: Scene;
beforeAll(async () => {
  scene = await aScene();
});
afterAll(() => scene.close());

describe('the name of a person', () => {
  const rename = (nom: string) =>
    scene.t.post('/espace/compte', { nom, fonction: '', version: '1' }, scene.people.stranger);

  it.each([
    'Gagnez sur www.evil.example',
    'evil.com',
    '<b>Camille</b>',
    '\u200b\u200d\u2060',
    '\u202e\u202e',
  ])('is no address of a site, no markup, nothing invisible: %s', async (nom) => {
    expect((await rename(nom)).statusCode).toBe(422);
  });

  it('does not turn the writing around', async () => {
    expect((await rename('Camille \u202eeédnA\u202c')).statusCode).toBe(303);
    const { body } = await scene.t.get('/espace/compte', scene.people.stranger);
    expect(body).toContain('Camille eédnA');
    expect(body).not.toContain('\u202e');
  });
});

describe('the preview of a message', () => {
  it('is cut where messages end, however much was sent', async () => {
    const url = scene.fill('/espace/discussions/:id');
    const { body } = await scene.t.post(url, { body: 'y'.repeat(30_000), apercu: '' }, scene.people.member);
    expect(body).toMatch(/<p>y{20000}<\/p>/);
  });
});
