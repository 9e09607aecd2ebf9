import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestDatabase, publicUrl, type TestDatabase } from '../../../test/harness.ts';
import { type Change, changesFeed, latestChanges } from './changes.ts';
import { loadAgenda } from './index.ts';

let t: TestDatabase;
const now = new Date('2026-11-23T09:00:00Z');
beforeAll(async () => {
  t = await createTestDatabase();
  await loadAgenda({ db: t.db, now, say: () => {} });
});
afterAll(() => t.close());

const idOf = async (slug: string) =>
  (await t.db.selectFrom('measures').select('id').where('slug', '=', slug).executeTakeFirstOrThrow()).id;

/** A measure saved again, hours after the start. */
async function saved(slug: string, { hours, version = 2 }: { hours: number; version?: number }) {
  const measure_id = await idOf(slug);
  const at = new Date(now.getTime() + hours * 3_600_000);
  const reason = `Changement de ${slug}`;
  await t.db
    .insertInto('measure_versions')
    .values({ measure_id, version, content: '{}', reason, origin: 'editor', at })
    .execute();
  return { measure_id, at };
}

describe('the latest changes', () => {
  test('are those of published measures, the latest first; the start-up content is none', async () => {
    expect(await latestChanges(t.db)).toEqual([]);
    await saved('m57', { hours: 1 });
    await saved('rgaa', { hours: 2 });
    await saved('proconnect', { hours: 3 });
    await t.db.updateTable('measures').set({ published: false }).where('slug', '=', 'proconnect').execute();
    expect((await latestChanges(t.db)).map(({ slug }) => slug)).toEqual(['rgaa', 'm57']);
  });

  test('of some measures only, or of none', async () => {
    expect((await latestChanges(t.db, [await idOf('m57')])).map(({ slug }) => slug)).toEqual(['m57']);
    expect(await latestChanges(t.db, [])).toEqual([]);
    expect(await latestChanges(t.db, [randomUUID()])).toEqual([]);
  });

  test('say where a milestone stood and where it stands, with the version that moved it', async () => {
    const { measure_id, at } = await saved('rgaa', { hours: 4, version: 3 });
    const milestone = await t.db
      .selectFrom('measure_milestones')
      .select(['id', 'label'])
      .where('measure_id', '=', measure_id)
      .orderBy('position')
      .executeTakeFirstOrThrow();
    await t.db
      .insertInto('milestone_moves')
      .values({
        milestone_id: milestone.id,
        from_date: '2027-01-01',
        from_precision: 'day',
        to_date: '2028-01-01',
        to_precision: 'half',
        reason: 'Le décret tarde.',
        source_label: 'Journal officiel',
        source_url: 'https://www.legifrance.gouv.fr/',
        at,
      })
      .execute();
    const [moved, before] = await latestChanges(t.db, [measure_id]);
    expect(moved?.moves).toEqual([
      {
        label: milestone.label,
        from: { date: '2027-01-01', precision: 'day' },
        to: { date: '2028-01-01', precision: 'half' },
      },
    ]);
    expect(before?.moves).toEqual([]);
  });

  test('are fifty at most', async () => {
    for (let version = 10; version < 70; version += 1) await saved('m57', { hours: version, version });
    const changes = await latestChanges(t.db);
    expect(changes).toHaveLength(50);
    expect(changes[0]).toMatchObject({ slug: 'm57', version: 69 });
  });
});

describe('the feed', () => {
  const options = {
    title: 'Agenda : <eau> & déchets',
    description: 'Ce qui change',
    url: `${publicUrl}/agenda?theme=eau&nature=obligation`,
    feedUrl: `${publicUrl}/agenda.atom?theme=eau&nature=obligation`,
    publicUrl,
  };
  const aChange = (over: Partial<Change> = {}): Change => ({
    slug: 'm57',
    title: 'Référentiel M57',
    version: 2,
    origin: 'postponement',
    reason: 'Report',
    at: now,
    moves: [],
    ...over,
  });

  test('says who writes, where it is, when it last changed', () => {
    const feed = changesFeed([aChange(), aChange({ version: 1, at: new Date(0) })], options);
    expect(feed).toContain('<title>Agenda : &lt;eau&gt; &amp; déchets</title>');
    expect(feed).toContain('<name>Cordée</name>');
    expect(feed).toContain(`rel="self" href="${options.feedUrl.replace('&', '&amp;')}"`);
    expect(feed).toContain('<updated>2026-11-23T09:00:00.000Z</updated>');
    expect(feed.match(/<id>[^<]+<\/id>/g)?.slice(1)).toEqual([
      `<id>${publicUrl}/agenda/m57#version-2</id>`,
      `<id>${publicUrl}/agenda/m57#version-1</id>`,
    ]);
  });

  test('without any change, is one still', () => {
    const feed = changesFeed([], options);
    expect(feed).toContain('<updated>1970-01-01T00:00:00.000Z</updated>');
    expect(feed).not.toContain('<entry>');
  });

  test('says what moved, and lets no text become markup', () => {
    const attack = '<script>x</script> ]]> &amp;';
    const feed = changesFeed(
      [
        aChange({
          title: attack,
          reason: attack,
          moves: [
            {
              label: `Échéance ${attack}`,
              from: { date: '2027-01-01', precision: 'day' },
              to: { date: '2028-01-01', precision: 'half' },
            },
          ],
        }),
      ],
      options,
    );
    expect(feed).toContain('<br>Échéance');
    expect(feed).toContain('au 1er semestre 2028, et non plus le 1er janvier 2027');
    expect(feed).not.toContain('<script');
    expect(feed.match(/]]>/g)).toHaveLength(2);
  });
});
