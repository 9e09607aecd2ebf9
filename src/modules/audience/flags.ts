import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { loadOnce } from '../../platform/content-imports.ts';
import type { Db } from '../../platform/database/index.ts';
import type { FlagWords } from './words.ts';

const flagsFile = z.strictObject({
  items: z.array(
    z.strictObject({
      code: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
      question: z.string().min(1),
      fact: z.string().min(1),
      contrary: z.string().min(1),
      help: z.string().min(1).nullable(),
    }),
  ),
});

export interface Flag extends FlagWords {
  code: string;
  /** Where to find the answer, when that is not plain. */
  help: string | null;
  version: number;
}

/** The facts that rules may ask and that we may not know, by code. */
export async function listFlags(db: Db): Promise<Map<string, Flag>> {
  const rows = await db
    .selectFrom('flags')
    .select(['code', 'question', 'fact', 'contrary', 'help', 'version'])
    .orderBy('code')
    .execute();
  return new Map(rows.map((row) => [row.code, row]));
}

/** Fills an empty database with the facts of `data/flags.json`. */
export async function loadFlags({ db, say }: { db: Db; say: (line: string) => void }): Promise<void> {
  await loadOnce(db, 'flags', async (tx) => {
    const path = join(process.cwd(), 'data', 'flags.json');
    const { items } = flagsFile.parse(JSON.parse(await readFile(path, 'utf8')));
    await tx.insertInto('flags').values(items).execute();
    say(`Questions sur les collectivités : ${items.length}`);
  });
}
