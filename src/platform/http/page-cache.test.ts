import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { afterAll, expect, test } from 'vitest';
import type { DB } from '../database/index.ts';
import { keptWithContent, PageCache } from './index.ts';

// Handed on to the reading, which here asks it nothing.
const db = new Kysely<DB>({ dialect: new PostgresDialect({ pool: new pg.Pool() }) });
afterAll(() => db.destroy());

function counted() {
  let readings = 0;
  return keptWithContent(async () => {
    readings += 1;
    return readings;
  });
}

test('a reading is shared by those who ask together and kept until the content changes', async () => {
  const read = counted();
  const from = { db, pageCache: new PageCache() };
  expect(await Promise.all([read(from), read(from)])).toEqual([1, 1]);
  expect(await read(from)).toBe(1);
  from.pageCache.clear();
  expect(await read(from)).toBe(2);
  // Another instance in the same process has a content of its own.
  expect(await read({ db, pageCache: new PageCache() })).toBe(3);
});

test('nothing is kept while changes could go unnoticed', async () => {
  const read = counted();
  const from = { db, pageCache: new PageCache(false) };
  expect([await read(from), await read(from)]).toEqual([1, 2]);
  from.pageCache.enable(true);
  expect([await read(from), await read(from)]).toEqual([3, 3]);
  from.pageCache.enable(false);
  expect(await read(from)).toBe(4);
});

test('a reading that fails is tried again by the next who asks', async () => {
  let fails = true;
  const read = keptWithContent(async () => {
    if (fails) throw new Error('down');
    return 'up';
  });
  const from = { db, pageCache: new PageCache() };
  await expect(read(from)).rejects.toThrow('down');
  fails = false;
  expect(await read(from)).toBe('up');
});
