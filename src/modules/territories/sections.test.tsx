import { pino } from 'pino';
import { renderToString } from 'preact-render-to-string';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { publicUrl, startTestApp, type TestApp } from '../../../test/harness.ts';
import { type App, createServer, PageCache } from '../../platform/http/index.ts';
import type { AuthoritySection } from './index.ts';
import { territoryRoutes } from './routes.tsx';

let product: TestApp;
let app: App;
beforeAll(async () => {
  product = await startTestApp();
  app = await createServer({
    log: pino({ level: 'silent' }),
    publicUrl,
    trustProxy: false,
    pageCache: new PageCache(),
  });
  app.decorateReply('page', async function (_meta, body) {
    return this.type('text/html').send(renderToString(<main>{body}</main>));
  });
  const section = (id: string, order: number): AuthoritySection => ({
    id,
    order,
    render: async (_deps, { authority }, reader) =>
      authority.kind === 'commune'
        ? {
            lead: <p>{`tête de ${id}`}</p>,
            main: <h2>{`${id} ${authority.name}${reader ? ' lue avec un cookie' : ''}`}</h2>,
          }
        : null,
    data: async (_deps, { authority }) => ({ [id]: { of: authority.id } }),
  });
  await territoryRoutes(app, product.deps, { sections: [section('deuxieme', 2), section('premiere', 1)] });
});
afterAll(async () => {
  await app.close();
  await product.close();
});

test('other modules add to the page of an authority, in their order, and to its data', async () => {
  const { body } = await app.inject('/collectivites/communes/74010');
  expect(body.indexOf('premiere Annecy')).toBeGreaterThan(-1);
  expect(body.indexOf('deuxieme Annecy')).toBeGreaterThan(body.indexOf('premiere Annecy'));
  expect(body.indexOf('tête de deuxieme')).toBeLessThan(body.indexOf('premiere Annecy'));
  expect(body).not.toContain('avec un cookie');
  const known = await app.inject({ url: '/collectivites/communes/74010', headers: { cookie: 'a=b' } });
  expect(known.body).toContain('avec un cookie');
  expect((await app.inject('/collectivites/regions/84')).body).not.toContain('premiere');
  const data = (await app.inject('/collectivites/communes/74010.json')).json();
  expect(data).toMatchObject({
    name: 'Annecy',
    premiere: { of: 'commune:74010' },
    deuxieme: { of: 'commune:74010' },
  });
});
