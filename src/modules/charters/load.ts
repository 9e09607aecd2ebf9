import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { loadOnce } from '../../platform/content-imports.ts';
import type { Db } from '../../platform/database/index.ts';
import { chartersFile } from './content.ts';
import { receiptKey } from './receipt-key.ts';
import { indexCharter } from './search-entry.ts';
import { insertVersion } from './versions.ts';

/** The charters that the product ships. */
export async function readCharters() {
  const path = join(process.cwd(), 'data', 'charters.json');
  return chartersFile.parse(JSON.parse(await readFile(path, 'utf8')));
}

/** Fills an empty database with the charters of `data/charters.json`, and draws the key that signs receipts. */
export async function loadCharters({
  db,
  now,
  say,
}: {
  db: Db;
  now: Date;
  say: (line: string) => void;
}): Promise<void> {
  await loadOnce(db, 'charters', async (tx) => {
    const { items } = await readCharters();
    for (const [index, { slug, title, group, versions, ...content }] of items.entries()) {
      await tx
        .insertInto('charters')
        .values({
          slug,
          title,
          position: index + 1,
          group_slug: group,
          content: JSON.stringify(content),
        })
        .execute();
      for (const [at, { body, pledges, valid_months, reason, ...provenance }] of versions.entries()) {
        const version = { body, pledges, validMonths: valid_months, reason, provenance };
        await insertVersion(tx, { slug, title }, at + 1, version, { accountId: null, now });
      }
      const last = versions.at(-1);
      if (last) await indexCharter(tx, { slug, title, ...content, ...last });
    }
    say(`Chartes : ${items.map(({ title }) => title).join(', ')}`);
  });
  await receiptKey(db);
}
