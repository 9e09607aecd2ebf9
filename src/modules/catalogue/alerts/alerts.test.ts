import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { wordsIn } from '../../../../test/agenda.ts';
import { startWithCatalogues } from '../../../../test/catalogue.ts';
import { anAccount } from '../../../../test/factories.ts';
import { publicUrl, type TestApp } from '../../../../test/harness.ts';
import { deleteAccount } from '../../identity/index.ts';
import { contentOf, findResource } from '../resources/resource.ts';
import { createResource, saveResource } from '../resources/saving.ts';
import { mostAlerts, purgeUnconfirmed } from './alerts.ts';
import { tellSubscribers } from './digests.ts';

let t: TestApp;
beforeAll(async () => {
  t = await startWithCatalogues();
});
afterAll(() => t.close());
beforeEach(async () => {
  await t.db.deleteFrom('resource_subscribers').execute();
  await t.db.deleteFrom('outbox').execute();
  await t.db.deleteFrom('rate_limits').execute();
  // What earlier tests published is no news for these.
  t.clock.advance({ days: 1 });
  t.deps.pageCache.clear();
});

const cyber = '/catalogues/cybersecurite/alertes';
const reacting = `${cyber}?needs=reagir`;
const ask = (adresse: string, url = reacting, cookie?: string) => t.post(url, { adresse }, cookie);
const alerts = () => t.db.selectFrom('resource_alerts').selectAll().orderBy('asked_at').execute();
const subscribers = () => t.db.selectFrom('resource_subscribers').selectAll().execute();

async function linkIn(kind: RegExp, to?: string): Promise<string> {
  const mail = (await t.mails()).findLast((one) => to === undefined || one.to === to);
  return new RegExp(`${publicUrl}(\\S*${kind.source}\\S*)`).exec(mail?.text ?? '')?.[1] ?? '';
}
const confirmLink = () => linkIn(/\/alertes\/lien\//);

async function anAlert(adresse: string, url = reacting): Promise<void> {
  await ask(adresse, url);
  await t.post(await confirmLink(), {});
  await t.db.deleteFrom('outbox').execute();
  t.clock.advance({ minutes: 1 });
}

let count = 0;
/** A new resource like one that is there, under these needs. */
async function publish(
  needs: string[],
  changes: { title?: string; catalogue?: 'donnees'; published?: boolean } = {},
) {
  count += 1;
  const model = await findResource(t.db, 'messervicescyber');
  if (!model) throw new Error('lost');
  const { published = true, title = `Nouveauté ${count}`, ...others } = changes;
  const content = {
    ...contentOf(model),
    ...others,
    slug: `nouveaute-${count}`,
    title,
    facets: { ...model.facets, needs },
  };
  t.clock.advance({ minutes: 1 });
  const id = await t.db.transaction().execute((tx) =>
    createResource(tx, { by: null, now: t.clock.now() }, content, {
      origin: 'editor',
      reason: 'Essai.',
      published,
    }),
  );
  t.deps.pageCache.clear();
  return { id, title, content };
}

describe('asking', () => {
  test('the address is confirmed by a button before anything is sent', async () => {
    expect(wordsIn(await t.get(reacting))).toContain('Catalogue de cybersécurité, Besoin : Réagir');
    const asked = await ask('Mairie@annecy.example');
    expect([asked.statusCode, asked.headers.location]).toEqual([
      303,
      '/catalogues/cybersecurite?needs=reagir',
    ]);
    expect(await t.mails()).toMatchObject([{ to: 'mairie@annecy.example' }]);
    const link = await confirmLink();
    // A mail scanner opens it: nothing happens.
    expect((await t.get(link)).body).toContain('mairie@annecy.example');
    expect(await alerts()).toMatchObject([{ confirmed_at: null, search: 'needs=reagir' }]);
    await publish(['reagir']);
    expect(await tellSubscribers(t.deps)).toBe(0);
    expect((await t.post(link, {})).body).toContain('L’alerte est en place');
    expect((await alerts())[0]?.confirmed_at).not.toBeNull();
    expect(JSON.stringify(await alerts())).not.toContain(link.split('/').at(-1));
    expect((await t.post(link, {})).statusCode).toBe(200);
    // What came before is no news.
    expect(await tellSubscribers(t.deps)).toBe(0);
  });

  test('who asks sees the same whether or not the address has this alert, or too many', async () => {
    const first = await ask('a@annecy.example');
    await t.post(await confirmLink(), {});
    const second = await ask('a@annecy.example');
    expect(await alerts()).toHaveLength(1);
    const [one] = await subscribers();
    await t.db
      .insertInto('resource_alerts')
      .values(
        Array.from({ length: mostAlerts - 1 }, (_, index) => ({
          subscriber_id: one?.id ?? '',
          catalogue: 'donnees',
          search: `q=${index}`,
          asked_at: t.clock.now(),
        })),
      )
      .execute();
    const third = await ask('a@annecy.example', `${cyber}?needs=prevenir`);
    expect(await alerts()).toHaveLength(mostAlerts);
    expect((await t.mails()).at(-1)?.subject).toContain('déjà beaucoup d’alertes');
    for (const other of [second, third]) {
      expect(other.statusCode).toBe(first.statusCode);
      expect(other.cookies.map(({ value }) => value)).toEqual(first.cookies.map(({ value }) => value));
    }
  });

  test('the order of a list is no other list; odd filters are none', async () => {
    await ask('b@annecy.example', `${cyber}?needs=reagir&tri=recent&page=3&kind=%3Cscript%3E&temps=7`);
    expect((await alerts()).map(({ search }) => search)).toEqual(['needs=reagir']);
  });

  test('requests are counted, by address and by network', async () => {
    for (let turn = 0; turn < 5; turn += 1) expect((await ask('c@annecy.example')).statusCode).toBe(303);
    const refused = await ask('c@annecy.example');
    expect(refused.statusCode).toBe(429);
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    expect(await t.mails()).toHaveLength(5);
  });

  test.each(['', 'pas une adresse', 'a@annecy.example\nBcc: b@x.example'])(
    'a bad address is refused: %s',
    async (adresse) => {
      expect((await ask(adresse)).statusCode).toBe(422);
      expect(await t.mails()).toEqual([]);
    },
  );

  test('links that are forged or too old lead nowhere, and nothing is kept', async () => {
    await ask('d@annecy.example');
    const link = await confirmLink();
    expect((await t.post(`/alertes/lien/${'x'.repeat(43)}`, {})).statusCode).toBe(410);
    t.clock.advance({ days: 8 });
    expect((await t.get(link)).statusCode).toBe(410);
    expect((await t.post(link, {})).statusCode).toBe(410);
    expect(await purgeUnconfirmed(t.db, t.clock.now())).toBe(1);
    expect(await subscribers()).toEqual([]);
  });

  test('a member needs no mail for their own address, and does for another', async () => {
    const person = await anAccount(t.db, { email: 'membre@annecy.example' });
    const cookie = await t.signIn(person.id);
    expect((await t.get('/alertes')).statusCode).toBe(303);
    expect(wordsIn(await t.get('/alertes', cookie))).toContain('Aucune alerte');
    expect((await ask(person.email, reacting, cookie)).headers.location).toBe('/alertes');
    expect(await t.mails()).toEqual([]);
    expect((await alerts())[0]?.confirmed_at).not.toBeNull();
    expect(wordsIn(await t.get('/alertes', cookie))).toContain('Besoin : Réagir');
    await ask('autre@annecy.example', reacting, cookie);
    expect(await t.mails()).toMatchObject([{ to: 'autre@annecy.example' }]);
    expect((await t.get('/alertes', await t.signIn((await anAccount(t.db)).id))).body).not.toContain(
      'Réagir',
    );
  });
});

describe('digests', () => {
  test('one mail for all alerts, each resource once, once a week at most', async () => {
    await anAlert('e@annecy.example');
    await anAlert('e@annecy.example', `${cyber}?needs=prevenir`);
    await anAlert('e@annecy.example', '/catalogues/donnees/alertes');
    const both = await publish(['reagir', 'prevenir'], { title: 'Répond aux deux' });
    const one = await publish(['prevenir'], { title: 'Répond à un' });
    await publish(['financer'], { title: 'Ne répond à rien' });
    await publish(['reagir'], { title: 'Brouillon', published: false });
    const far = await publish(['comprendre'], { title: 'Des données', catalogue: 'donnees' });
    expect(await tellSubscribers(t.deps)).toBe(1);
    const [mail] = await t.mails();
    expect(mail?.subject).toMatch(/^Catalogues : 3.nouvelles ressources$/);
    for (const { title } of [both, one, far]) expect(mail?.text.split(title)).toHaveLength(2);
    expect(mail?.text).not.toMatch(/Ne répond à rien|Brouillon/);
    expect(mail?.text).toContain(`${publicUrl}/catalogues/cybersecurite/${both.content.slug}`);
    // Again at once, then with news within the week.
    expect(await tellSubscribers(t.deps)).toBe(0);
    const later = await publish(['reagir'], { title: 'Plus tard' });
    t.clock.advance({ days: 5 });
    expect(await tellSubscribers(t.deps)).toBe(0);
    t.clock.advance({ days: 2 });
    expect(await tellSubscribers(t.deps)).toBe(1);
    const last = (await t.mails()).at(-1)?.text ?? '';
    expect(last).toContain(later.title);
    expect(last).not.toContain(both.title);
    t.clock.advance({ days: 30 });
    expect(await tellSubscribers(t.deps)).toBe(0);
  });

  test('nothing is told twice: changed, withdrawn and back, or under an alert made since', async () => {
    await anAlert('f@annecy.example');
    const { id, content } = await publish(['reagir']);
    expect(await tellSubscribers(t.deps)).toBe(1);
    t.clock.advance({ days: 8 });
    await anAlert('f@annecy.example', cyber);
    const save = (title: string, published: boolean) =>
      t.db.transaction().execute((tx) =>
        saveResource(
          tx,
          { by: null, now: t.clock.now() },
          { id, version: null },
          { ...content, title },
          {
            origin: 'editor',
            reason: 'Essai.',
            published,
          },
        ),
      );
    await save('Autre titre', true);
    await save('Autre titre', false);
    t.clock.advance({ minutes: 1 });
    await save('Autre titre', true);
    t.deps.pageCache.clear();
    expect(await tellSubscribers(t.deps)).toBe(0);
    // A draft that is published later is new on that day.
    const draft = await publish(['reagir'], { published: false });
    t.clock.advance({ days: 1 });
    await t.db.transaction().execute((tx) =>
      saveResource(tx, { by: null, now: t.clock.now() }, { id: draft.id, version: null }, draft.content, {
        origin: 'editor',
        reason: 'Parution.',
        published: true,
      }),
    );
    t.deps.pageCache.clear();
    expect(await tellSubscribers(t.deps)).toBe(1);
  });

  test('two workers at once, or one that is killed and run again, tell once', async () => {
    await anAlert('g@annecy.example');
    await anAlert('h@annecy.example');
    await publish(['reagir']);
    const stopping = new AbortController();
    stopping.abort();
    expect(await tellSubscribers(t.deps, stopping.signal)).toBe(0);
    // As if the process died after it noted what it tells, and before the mails were there.
    await t.pool.query(`create function die() returns trigger language plpgsql as $$ begin raise 'killed'; end $$;
      create trigger die before insert on outbox execute function die()`);
    await expect(tellSubscribers(t.deps)).rejects.toThrow('killed');
    await t.pool.query('drop function die cascade');
    expect(await t.db.selectFrom('resource_alerts_told').selectAll().execute()).toEqual([]);
    const written = await Promise.all([tellSubscribers(t.deps), tellSubscribers(t.deps)]);
    expect(written.reduce((sum, one) => sum + one)).toBe(2);
    expect((await t.mails()).map(({ to }) => to).sort()).toEqual(['g@annecy.example', 'h@annecy.example']);
  });

  test('a text is looked for as on the page; what has only some of its words is no news', async () => {
    await anAlert('i@annecy.example', `${cyber}?q=zinzolin`);
    await anAlert('j@annecy.example', `${cyber}?q=zinzolin+quincaillerie`);
    await publish(['reagir'], { title: 'Le zinzolin expliqué' });
    expect(await tellSubscribers(t.deps)).toBe(1);
    expect((await t.mails()).map(({ to }) => to)).toEqual(['i@annecy.example']);
  });

  test('an alert whose authority is gone says nothing rather than something else', async () => {
    await anAlert('k@annecy.example', `${cyber}?collectivite=74010`);
    await t.db.updateTable('resource_alerts').set({ search: 'collectivite=commune%3A99999' }).execute();
    await publish(['reagir']);
    expect(await tellSubscribers(t.deps)).toBe(0);
  });

  test('a long list is cut, and says how many more', async () => {
    await anAlert('l@annecy.example', '/catalogues/donnees/alertes');
    for (let turn = 0; turn < 23; turn += 1) await publish(['comprendre'], { catalogue: 'donnees' });
    await tellSubscribers(t.deps);
    const text = (await t.mails())[0]?.text ?? '';
    expect(text.match(/^- /gm)).toHaveLength(20);
    expect(text).toMatch(/Et 3.autres : http:\/\/cordee\.test\/catalogues\/donnees\?tri=recent/);
  });
});

describe('leaving', () => {
  const oneClick = (url: string) =>
    t.app.inject({
      method: 'POST',
      url,
      payload: 'List-Unsubscribe=One-Click',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });

  test('one click of the mail program stops all; the GET does nothing', async () => {
    await anAlert('m@annecy.example');
    await publish(['reagir']);
    await tellSubscribers(t.deps);
    const [row] = await t.db.selectFrom('outbox').select('headers').execute();
    const [subscriber] = await subscribers();
    const manage = `/alertes/desinscription/${subscriber?.id}`;
    expect(row?.headers).toEqual({
      'List-Unsubscribe': `<${publicUrl}${manage}>`,
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    });
    expect((await t.mails())[0]?.text).toContain(`tout arrêter : ${publicUrl}${manage}`);
    expect(wordsIn(await t.get(manage))).toContain('m@annecy.example');
    expect(await subscribers()).toHaveLength(1);
    expect((await oneClick(manage)).statusCode).toBe(200);
    expect(await subscribers()).toEqual([]);
    expect(await alerts()).toEqual([]);
    // What waited does not leave.
    expect((await t.db.selectFrom('outbox').select('state').execute())[0]?.state).toBe('cancelled');
    expect((await oneClick(manage)).statusCode).toBe(200);
  });

  test('one alert stops alone, by the link of its part; with the last, the address goes', async () => {
    await anAlert('n@annecy.example');
    await anAlert('n@annecy.example', `${cyber}?needs=prevenir`);
    const [first, second] = await alerts();
    const manage = `/alertes/desinscription/${first?.subscriber_id}`;
    expect((await t.get(`${manage}/${first?.id}`)).body).toContain('Arrêter cette alerte');
    expect(await alerts()).toHaveLength(2);
    await oneClick(`${manage}/${first?.id}`);
    expect((await alerts()).map(({ id }) => id)).toEqual([second?.id]);
    await oneClick(`${manage}/${second?.id}`);
    expect(await subscribers()).toEqual([]);
  });

  test('nobody stops or reads the alerts of another with a made-up link', async () => {
    await anAlert('o@annecy.example');
    await anAlert('p@annecy.example');
    const [one, other] = await alerts();
    await oneClick('/alertes/desinscription/00000000-0000-4000-8000-000000000000');
    await oneClick(`/alertes/desinscription/${one?.subscriber_id}/${other?.id}`);
    await oneClick(`/alertes/desinscription/${one?.id}`);
    expect((await oneClick('/alertes/desinscription/nimporte')).statusCode).toBe(404);
    expect(await alerts()).toHaveLength(2);
    expect((await t.get(`/alertes/desinscription/${one?.id}`)).body).not.toContain('@annecy.example');
  });

  test('a deleted account is told of nothing any more', async () => {
    const person = await anAccount(t.db, { email: 'q@annecy.example' });
    await anAlert('q@annecy.example');
    await t.db.transaction().execute((tx) => deleteAccount(tx, { accountId: person.id, now: t.clock.now() }));
    expect(await subscribers()).toEqual([]);
  });
});
