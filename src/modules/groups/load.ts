import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { loadOnce } from '../../platform/content-imports.ts';
import type { Db } from '../../platform/database/index.ts';
import { groupsFile } from './content.ts';
import { listGroups } from './queries.ts';
import { indexGroups } from './search-entry.ts';

/** Fills an empty database with the groups of `data/groups.json`; their deliverables are the library's. */
export async function loadGroups({ db, say }: { db: Db; say: (line: string) => void }): Promise<void> {
  await loadOnce(db, 'groups', async (tx) => {
    const path = join(process.cwd(), 'data', 'groups.json');
    const { items } = groupsFile.parse(JSON.parse(await readFile(path, 'utf8')));
    const rows = await tx
      .insertInto('groups')
      .values(
        items.map((item) => ({
          slug: item.slug,
          number: item.number,
          title: item.title,
          objective: item.objective,
          state: item.life_cycle.state,
          period_start: item.period.start,
          period_end: item.period.end,
          seen_from: item.period.seen_from,
          period_note: item.period.note,
          status_note: item.status_note,
          sources: JSON.stringify(item.sources),
          confidence: item.confidence,
          note: item.note ?? null,
        })),
      )
      .returning(['id', 'slug'])
      .execute();
    const ids = new Map(rows.map(({ id, slug }) => [slug, id]));
    const withId = items.flatMap((item) => {
      const id = ids.get(item.slug);
      return id ? [{ id, item }] : [];
    });
    await tx
      .insertInto('group_copilots')
      .values(
        withId.flatMap(({ id, item }) =>
          item.copilots.map((copilot, position) => ({
            group_id: id,
            organisation_slug: copilot.organisation,
            side: copilot.side,
            label: copilot.label,
            position,
          })),
        ),
      )
      .execute();
    await tx
      .insertInto('group_life_changes')
      .values(
        withId.map(({ id, item: { life_cycle } }) => ({
          group_id: id,
          to_state: life_cycle.state,
          reason: life_cycle.public_reason,
          // Noon in France is that day everywhere it is read.
          at: life_cycle.since && `${life_cycle.since}T11:00:00Z`,
        })),
      )
      .execute();
    await indexGroups(tx, await listGroups(tx));
    say(`Groupes projets : ${items.length}`);
  });
}
