import type { Db } from '../../platform/database/index.ts';
import { indexEntry } from '../../platform/search/index.ts';
import { type Group, listGroups } from './queries.ts';

/** Makes these groups findable, or found again under their new words. */
export async function indexGroups(tx: Db, groups: readonly Group[]): Promise<void> {
  for (const group of groups) {
    const names = group.copilots.flatMap(({ name, acronym, label }) => [name, acronym, label]);
    await indexEntry(tx, {
      kind: 'group',
      key: group.slug,
      url: `/groupes/${group.slug}`,
      title: group.number === null ? group.title : `Groupe ${group.number} : ${group.title}`,
      names: group.number === null ? [] : [`Groupe projet ${group.number}`, group.title],
      summary: group.objective,
      body: [...new Set(names)].filter(Boolean).join(', '),
    });
  }
}

/** To be called when an organisation changes its name: its groups are found by it. */
export async function reindexGroupsOf(tx: Db, organisationSlug: string): Promise<void> {
  await indexGroups(tx, await listGroups(tx, { organisation: organisationSlug }));
}
