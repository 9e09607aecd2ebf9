import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { publicUrl, startTestApp, type TestApp } from '../../../test/harness.ts';
import { aPerson, type Person } from '../../../test/people.ts';
import {
  answers,
  aThreadScene,
  idOf,
  joins,
  messageAt,
  opens,
  type ThreadScene,
} from '../../../test/threads.ts';
import { mentionedIn } from './index.ts';
import {
  inserted,
  namesTyped,
  peopleMentioned,
  personMention,
  thingsNamed,
  withMentions,
} from './mentions.ts';

describe('the text', () => {
  const camille = { id: randomUUID(), name: 'Camille Dupont' };
  const jean = { id: randomUUID(), name: 'Jean-François Œuvré' };
  const link = personMention('donnees', camille);

  test('names people by a sign and their name, whatever its accents and case', () => {
    const people = [camille, jean, { id: randomUUID(), name: 'Camille' }];
    expect(withMentions('Merci @camille dupont, et @JEAN FRANÇOIS ŒUVRÉ !', 'donnees', people)).toBe(
      `Merci ${link}, et ${personMention('donnees', jean)} !`,
    );
    expect(withMentions('@Camille Dupontel', 'donnees', [camille])).toBe('@Camille Dupontel');
  });

  test.each([
    'camille@Camille Dupont',
    '`@Camille Dupont`',
    '> @Camille Dupont',
    '```\n@Camille Dupont\n```',
    'https://exemple.fr/@Camille Dupont',
    '[@Camille Dupont](https://exemple.fr)',
    '@ Camille Dupont',
  ])('names nobody in %s', (text) => {
    expect(withMentions(text, 'donnees', [camille])).toBe(text);
  });

  test('a name that two people bear names neither', () => {
    expect(withMentions('@Camille Dupont', 'donnees', [camille, { ...camille, id: randomUUID() }])).toBe(
      '@Camille Dupont',
    );
  });

  test('a mention is read back, once, save from a quote or from code', () => {
    expect(peopleMentioned(`${link} et ${link}`)).toEqual([camille.id]);
    expect(peopleMentioned(`> ${link}\n\n\`${link}\`\n\n~~~\n${link}\n~~~`)).toEqual([]);
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (name) => {
        const words = name.replace(/[\n\r`]/g, ' ');
        expect(peopleMentioned(`Voir ${personMention('donnees', { ...camille, name: words })}.`)).toEqual([
          camille.id,
        ]);
      }),
    );
  });

  test('whatever the text, reading it costs little and changes nothing without people', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        expect(withMentions(text, 'donnees', [])).toBe(text);
        expect(namesTyped(text).length).toBeLessThanOrEqual(50);
      }),
    );
    const started = performance.now();
    for (const costly of [
      '`'.repeat(20_000),
      '@a'.repeat(10_000),
      '> '.repeat(10_000),
      '```\n'.repeat(5_000),
    ])
      withMentions(costly, 'donnees', [camille]);
    expect(performance.now() - started).toBeLessThan(1_000);
  });

  test('addresses of the site name things, written in full or not; those of elsewhere do not', () => {
    const text = `${publicUrl}/agenda/open-data [x](/groupes/donnees) /livrables/guide. https://ailleurs.fr/agenda/open-data
      /agenda/open-data/historique /collectivites/communes/74010`;
    expect(thingsNamed(text, publicUrl).map(({ kind, key }) => `${kind} ${key}`)).toEqual([
      'mesure open-data',
      'groupe donnees',
      'livrable guide',
      'collectivite communes/74010',
    ]);
  });

  test('something is put in where the writer was', () => {
    expect(inserted('Bonjour et merci', 'X', 7)).toBe('Bonjour X et merci');
    expect(inserted('Bonjour', 'X', null)).toBe('Bonjour X ');
    expect(inserted('', 'X', 0)).toBe('X ');
    expect(inserted('Fin', 'X', 9_999)).toBe('Fin X ');
  });
});

let t: TestApp;
let s: ThreadScene;

beforeAll(async () => {
  t = await startTestApp();
});
afterAll(() => t.close());
beforeEach(async () => {
  s = await aThreadScene(t);
  t.clock.advance({ minutes: 1 });
});

const read = async (url: string, who: Person) => (await t.get(url, who.cookie)).body;
const mentioned = async (message: string) => (await mentionedIn(t.db, idOf(message))).sort();
const link = (who: Person) => personMention(s.group.slug, who);

describe('people', () => {
  test('of the group are mentioned by their name or a link; nobody else is', async () => {
    const camille = await joins(t, await aPerson(t, { name: 'Camille Dupont' }), s.group);
    const thread = await opens(t, s.member, s.group, {
      body: `Bonjour @camille dupont, ${link(s.observer)}, ${link(s.neighbour)} et @${s.neighbour.name}`,
    });
    const message = await messageAt(t, thread, 1);
    expect(await mentioned(message)).toEqual([camille.id, s.observer.id].sort());
    const page = await read(thread, s.observer);
    expect(page).toContain(
      `<a class="cd-mention" href="/espace/groupes/${s.group.slug}/membres">@Camille Dupont</a>`,
    );
    expect(page).toContain('<span class="cd-mention">@personne hors du groupe</span>');
    expect(page).toContain(`et @${s.neighbour.name}</p>`);
    expect(page).not.toContain(s.neighbour.id);
    // By the name they bear now.
    await t.db.updateTable('accounts').set({ name: 'Camille Durand' }).where('id', '=', camille.id).execute();
    expect(await read(thread, s.observer)).toContain('>@Camille Durand</a>');
  });

  test('who are no more of the group, or wrote it, or of a deleted message, are told nothing', async () => {
    const thread = await opens(t, s.member, s.group, { body: `${link(s.observer)} ${link(s.member)}` });
    const message = await messageAt(t, thread, 1);
    expect(await mentioned(message)).toEqual([s.observer.id]);
    await t.db.deleteFrom('memberships').where('account_id', '=', s.observer.id).execute();
    expect(await mentioned(message)).toEqual([]);
    const answer = await answers(t, s.member, thread, link(s.copilot));
    expect(await mentioned(answer)).toEqual([s.copilot.id]);
    await t.post(`${answer}/supprimer`, {}, s.member.cookie);
    expect(await mentioned(answer)).toEqual([]);
  });

  test('are read again at each edit, and told when they come in', async () => {
    const thread = await opens(t, s.member, s.group, { body: link(s.observer) });
    const message = await messageAt(t, thread, 1);
    const waiting = async () => {
      const { rows } = await t.pool.query(
        "select count(*)::int as jobs from graphile_worker.jobs where task_identifier = 'mention.added'",
      );
      return rows[0].jobs;
    };
    const before = await waiting();
    const edit = (body: string, version: number) =>
      t.post(`${message}/modifier`, { body, version: String(version) }, s.member.cookie);
    await edit(`${link(s.observer)} encore`, 1);
    expect(await waiting()).toBe(before);
    await edit(`${link(s.copilot)} plutôt`, 2);
    expect(await mentioned(message)).toEqual([s.copilot.id]);
    expect(await waiting()).toBe(before + 1);
  });

  test('are ten at most a message, and what was typed is kept', async () => {
    const people: Person[] = [];
    for (let n = 0; n < 11; n += 1) people.push(await joins(t, await aPerson(t), s.group));
    const thread = await opens(t, s.member, s.group);
    const ten = people.slice(0, 10).map(link).join(' ');
    expect(await mentioned(await answers(t, s.member, thread, ten))).toHaveLength(10);
    const body = people.map(link).join(' ');
    const refused = await t.post(thread, { body }, s.member.cookie);
    expect(refused.statusCode).toBe(422);
    expect(refused.body).toContain('Vous mentionnez 11 personnes');
    expect(refused.body).toContain('href="#body"');
    expect(refused.body).toContain(people[10]?.id);
  });

  test('whose account is deleted leave no name', async () => {
    const leaver = await joins(t, await aPerson(t, { name: 'Zoé Partante' }), s.group);
    const thread = await opens(t, s.member, s.group, { body: `Merci ${link(leaver)}` });
    await t.db.deleteFrom('message_mentions').where('account_id', '=', leaver.id).execute();
    expect(await read(thread, s.observer)).not.toContain('<span class="cd-mention">@Zoé');
    expect(await read(thread, s.observer)).toContain('@personne hors du groupe');
  });
});

describe('things', () => {
  test('show their present title, to those who may see them', async () => {
    const deliverable = { slug: 'guide-secret', title: 'Guide incarnadin', group_id: s.group.id };
    await t.db
      .insertInto('deliverables')
      .values({ ...deliverable, state: 'draft' })
      .execute();
    await t.db
      .updateTable('groups')
      .set({ title: 'Cyber <b>x</b>' })
      .where('id', '=', s.elsewhere.id)
      .execute();
    const body = [
      `${publicUrl}/groupes/${s.elsewhere.slug}`,
      `[un titre ancien](/livrables/guide-secret)`,
      `[commune](/collectivites/communes/74010)`,
      `[rien](/agenda/mesure-inconnue) [rien](/livrables/inconnu)`,
    ].join('\n\n');
    const thread = await opens(t, s.member, s.group, { body });
    const page = await read(thread, s.member);
    expect(page).toMatch(/<span class="cd-mention__kind">Groupe<\/span> Cyber &lt;b&gt;x&lt;\/b&gt;<\/a>/);
    expect(page).toMatch(
      /href="\/livrables\/guide-secret"><span[^>]*>Livrable<\/span> Guide incarnadin<\/a>/,
    );
    expect(page).toMatch(/<span[^>]*>Collectivité<\/span> Annecy/);
    expect(page).toContain('<a href="/agenda/mesure-inconnue">rien</a>');
    const hidden =
      '<span class="cd-mention"><span class="cd-mention__kind">Livrable</span> non accessible</span>';
    expect(page.split(hidden)).toHaveLength(2);
    // An observer takes no part in the work: a draft is not for them, under whatever words.
    const seen = await read(thread, s.observer);
    expect(seen).not.toMatch(/incarnadin|un titre ancien|guide-secret/);
    expect(seen.split(hidden)).toHaveLength(3);
  });
});

describe('the search of what to mention', () => {
  test('finds people of the group and public things, keeps what is typed and writes nothing', async () => {
    const camille = await joins(t, await aPerson(t, { name: 'Camille Annecienne' }), s.group);
    await joins(t, await aPerson(t, { name: 'Annecy Lointaine' }), s.elsewhere);
    await t.db
      .insertInto('deliverables')
      .values([
        { slug: 'annecy-brouillon', title: 'Annecy en préparation', group_id: s.group.id, state: 'draft' },
        { slug: 'annecy-public', title: 'Annecy en public', group_id: s.group.id, state: 'published' },
      ])
      .execute();
    const thread = await opens(t, s.member, s.group);
    const asked = await t.post(
      thread,
      { body: 'Bonjour', apercu: 'chercher', mention: 'annec' },
      s.member.cookie,
    );
    expect([asked.statusCode, asked.body.includes('>Bonjour</textarea>')]).toEqual([200, true]);
    for (const found of [camille.name, 'Annecy en public', '/collectivites/communes/74010'])
      expect(asked.body).toContain(found);
    for (const hidden of ['Annecy Lointaine', 'en préparation']) expect(asked.body).not.toContain(hidden);

    const words = link(camille);
    const put = await t.post(
      thread,
      { body: 'Bonjour et merci', apercu: `inserer:${words}`, curseur: '7', mention: 'annec' },
      s.member.cookie,
    );
    expect(put.body).toContain(`>Bonjour ${words} et merci</textarea>`);
    const nothing = await t.post(
      thread,
      { body: 'x', apercu: 'chercher', mention: 'qqqzzz' },
      s.member.cookie,
    );
    expect(nothing.body).toMatch(/Rien ne s’appelle ainsi/);
    const count = await t.db
      .selectFrom('messages')
      .select('id')
      .where('thread_id', '=', idOf(thread))
      .execute();
    expect(count).toHaveLength(1);
    for (const one of [s.stranger, s.neighbour]) {
      const refused = await t.post(thread, { body: '', apercu: 'chercher', mention: 'annec' }, one.cookie);
      expect([refused.statusCode, refused.body.includes(camille.name)]).toEqual([404, false]);
    }
    // Hostile input only comes back as text.
    const hostile = await t.post(
      thread,
      { body: 'x', apercu: 'inserer:</textarea><script>alert(1)</script>', curseur: '-1', mention: '\0%_' },
      s.member.cookie,
    );
    expect(hostile.statusCode).toBe(200);
    expect(hostile.body).not.toContain('<script>alert');
  });
});
