import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anAccount } from '../factories.ts';
import { startTestApp, type TestApp } from '../harness.ts';

let t: TestApp;
beforeAll(async () => {
  t = await startTestApp({ publicUrl: 'https://cordee.test' });
});
afterAll(() => t.close());

describe('the pages kept in memory', () => {
  it('are never those of somebody signed in, nor those that bring a message', async () => {
    t.deps.pageCache.clear();
    const person = await anAccount(t.db, { name: 'Camille Discrète' });
    const mine = await t.get('/groupes', await t.signIn(person.id));
    expect(mine.body).toContain('Camille Discrète');
    expect(mine.headers['cache-control']).toContain('private');
    const told = await t.get('/groupes', 'message=Le%20secret%20est%20dit');
    expect(told.body).toContain('Le secret est dit');
    expect(t.deps.pageCache.get('/groupes')).toBeUndefined();
    const { body, headers } = await t.get('/groupes');
    expect(body).not.toMatch(/Camille Discrète|Le secret est dit/);
    expect(headers.vary).toContain('Cookie');
    expect(t.deps.pageCache.get('/groupes')).toBeDefined();
  });

  it('are kept once, whatever is added to their address', async () => {
    t.deps.pageCache.clear();
    await t.get('/?x=1');
    await t.get('/?x=2&y');
    expect(t.deps.pageCache.get('/?x=1')).toBeUndefined();
    expect(t.deps.pageCache.get('/')).toBeDefined();
  });

  it('say nothing of the name by which they were asked for', async () => {
    t.deps.pageCache.clear();
    for (const url of ['/', '/sitemap.xml', '/actualites.atom', '/groupes.json']) {
      const headers = { host: 'evil.example', 'x-forwarded-host': 'evil.example' };
      expect((await t.app.inject({ url, headers })).body).not.toContain('evil.example');
    }
  });
});
