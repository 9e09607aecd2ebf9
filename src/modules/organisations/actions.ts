import { sql } from 'kysely';
import type { Db } from '../../platform/database/index.ts';
import { Conflict, notFound } from '../../platform/http/index.ts';
import { removeEntry } from '../../platform/search/index.ts';
import { freeSlug, slugOf } from '../../platform/slug.ts';
import { type AuditEvent, record } from '../audit/index.ts';
import { findOrganisation } from './queries.ts';
import type { OrganisationInput } from './schemas.ts';
import { indexOrganisation } from './search-entry.ts';

type By = NonNullable<AuditEvent['actor']>;

/** Adds an organisation; returns its slug, made from its acronym or its name. */
export async function createOrganisation(tx: Db, by: By, input: OrganisationInput): Promise<string> {
  const wanted = slugOf(input.acronym ?? input.name, 'organisme');
  // Two at once would want the same free slug: the second waits.
  await sql`lock table organisations in share row exclusive mode`.execute(tx);
  const near = await tx
    .selectFrom('organisations')
    .select('slug')
    .where('slug', 'like', `${wanted}%`)
    .execute();
  const slug = freeSlug(wanted, new Set(near.map((row) => row.slug)));
  await tx
    .insertInto('organisations')
    .values({ ...input, slug })
    .execute();
  await indexOrganisation(tx, { ...input, slug });
  await record(tx, {
    actor: by,
    verb: 'organisation.create',
    thing: { type: 'organisation', id: slug, label: input.name },
  });
  return slug;
}

/** Rewrites an organisation. Throws Conflict when it is no longer at `version`. */
export async function editOrganisation(
  tx: Db,
  by: By,
  slug: string,
  version: number,
  input: OrganisationInput,
): Promise<void> {
  const updated = await tx
    .updateTable('organisations')
    .set({ ...input, version: version + 1, updated_at: sql`now()` })
    .where('slug', '=', slug)
    .where('version', '=', version)
    .returning('slug')
    .executeTakeFirst();
  if (!updated) {
    const current = (await findOrganisation(tx, slug)) ?? notFound();
    throw new Conflict(
      'Quelqu’un a modifié cet organisme entre-temps.',
      {
        name: current.name,
        acronym: current.acronym ?? '',
        kind: current.kind,
        website: current.website ?? '',
        role: current.role,
        note: current.note ?? '',
      },
      current.version,
    );
  }
  await indexOrganisation(tx, { ...input, slug });
  await record(tx, {
    actor: by,
    verb: 'organisation.edit',
    thing: { type: 'organisation', id: slug, label: input.name },
  });
}

/** Removes an organisation that a demonstration invented, unless somebody still belongs to it. */
export async function removeOrganisation(tx: Db, slug: string): Promise<void> {
  const removed = await tx
    .deleteFrom('organisations')
    .where('slug', '=', slug)
    .where('slug', 'not in', (eb) =>
      eb
        .selectFrom('accounts')
        .select('organisation_slug')
        .where('organisation_slug', 'is not', null)
        .$narrowType<{ organisation_slug: string }>(),
    )
    .returning('slug')
    .executeTakeFirst();
  if (removed) await removeEntry(tx, 'organisation', slug);
}
