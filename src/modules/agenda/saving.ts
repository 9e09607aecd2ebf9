import { sql } from 'kysely';
import type { Db, MeasureVersionOrigin } from '../../platform/database/index.ts';
import { Conflict, Refusal } from '../../platform/http/index.ts';
import { plainSpaces } from '../../platform/text-changes.ts';
import { type AuditEvent, record } from '../audit/index.ts';
import type { MeasureContent } from './content.ts';
import { contentFields, meaningsFor, wordsOf } from './content-words.ts';
import { currentOf, holdMeasure } from './current.ts';
import type { Milestone } from './measure.ts';
import { inOrder, matchMilestones } from './milestone-match.ts';
import { indexMeasure } from './search-entry.ts';
import { columnsOf, insertLinks, insertMeasure, keepVersion, type Saving } from './store.ts';

/** Who does it, and when; nobody for what a command does. */
export interface By {
  by: AuditEvent['actor'];
  now: Date;
}

/** What is said of a new version. */
export interface Saved {
  origin: MeasureVersionOrigin;
  reason: string;
  published: boolean;
}

export const thingOf = ({ id, title }: { id: string; title: string }) => ({
  type: 'measure',
  id,
  label: title,
});

const savingOf = ({ by, now }: By, saved: Saved): Saving => ({ ...saved, actorId: by?.id ?? null, now });

/** Two at once would want the same free slug, or link to each other's: the second waits. */
export async function lockMeasures(tx: Db): Promise<void> {
  await sql`lock table measures in share row exclusive mode`.execute(tx);
}

export async function createMeasure(tx: Db, act: By, content: MeasureContent, saved: Saved): Promise<string> {
  await refuseLostLinks(tx, content);
  const id = await insertMeasure(tx, content, savingOf(act, saved));
  await insertLinks(tx, id, content.links);
  await indexMeasure(tx, id);
  await record(tx, {
    actor: act.by,
    verb: 'measure.create',
    thing: thingOf({ id, title: content.title }),
    detail: { origin: saved.origin, reason: saved.reason, published: saved.published },
  });
  return id;
}

/**
 * Makes `content` the present version of a measure; its slug never changes. Nothing is written when it is the same.
 * @param version the version that was before the writer's eyes; throws Conflict when it is no longer the last.
 */
export async function saveMeasure(
  tx: Db,
  act: By,
  { id, version }: { id: string; version: number | null },
  content: MeasureContent,
  saved: Saved,
): Promise<{ changed: boolean; version: number }> {
  const { measure, content: before } = await holdMeasure(tx, id);
  const wanted = { ...content, slug: measure.slug, milestones: inOrder(content.milestones) };
  const matches = matchMilestones(measure.milestones, wanted.milestones);
  const identified = {
    ...wanted,
    milestones: wanted.milestones.map((one, place) => ({ ...one, id: matches[place]?.id })),
  };
  if (sameContent(before, identified) && measure.published === saved.published) {
    return { changed: false, version: measure.version };
  }
  if (version !== null && version !== measure.version) {
    throw await conflictOf(tx, before, identified, measure.version);
  }
  await refuseLostLinks(tx, wanted);
  const next = measure.version + 1;
  await tx
    .updateTable('measures')
    .set({ ...columnsOf(wanted), published: saved.published, version: next, updated_at: act.now })
    .where('id', '=', id)
    .execute();
  const repeals = (before.status === 'repealed') !== (wanted.status === 'repealed');
  await writeMilestones(tx, act, id, {
    kept: measure.milestones,
    wanted: wanted.milestones,
    matches,
    repeals,
  });
  await tx.deleteFrom('measure_links').where('measure_id', '=', id).execute();
  await insertLinks(tx, id, wanted.links);
  // Read again: new milestones have got their ids.
  const { content: after } = await currentOf(tx, id);
  await keepVersion(tx, id, next, after, savingOf(act, saved));
  await indexMeasure(tx, id);
  await record(tx, {
    actor: act.by,
    verb: verbs[saved.origin] ?? 'measure.edit',
    thing: thingOf({ id, title: wanted.title }),
    detail: {
      version: next,
      reason: saved.reason,
      ...(measure.published !== saved.published && { published: saved.published }),
    },
  });
  return { changed: true, version: next };
}

const verbs: Partial<Record<MeasureVersionOrigin, string>> = {
  import: 'measure.import',
  postponement: 'measure.postpone',
  proposal: 'measure.accept-proposal',
  restore: 'measure.restore',
};

/** Whether two contents say the same, whatever the order of their milestones. */
export function sameContent(a: MeasureContent, b: MeasureContent): boolean {
  const ordered = (one: MeasureContent) => canonical({ ...one, milestones: inOrder(one.milestones) });
  return ordered(a) === ordered(b);
}

/** The same things in the same order of keys, whoever built them. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, inside: unknown) => {
    if (typeof inside === 'string') return plainSpaces(inside);
    if (typeof inside !== 'object' || inside === null || Array.isArray(inside)) return inside;
    return Object.fromEntries(Object.entries(inside).sort(([x], [y]) => (x < y ? -1 : 1)));
  });
}

async function writeMilestones(
  tx: Db,
  { now }: By,
  measureId: string,
  {
    kept,
    wanted,
    matches,
    repeals,
  }: {
    kept: readonly Milestone[];
    wanted: MeasureContent['milestones'];
    matches: readonly (Milestone | null)[];
    /** Calendars cancel all of it, or bring it back: each of their events changes. */
    repeals: boolean;
  },
): Promise<void> {
  for (const [position, { id: _, audience, ...one }] of wanted.entries()) {
    const values = { ...one, audience: audience && JSON.stringify(audience), position };
    const match = matches[position];
    if (!match) {
      await tx
        .insertInto('measure_milestones')
        .values({ ...values, measure_id: measureId, updated_at: now })
        .execute();
      continue;
    }
    const same =
      match.cancelledAt === null &&
      match.date === one.date &&
      match.precision === one.precision &&
      match.kind === one.kind &&
      plainSpaces(match.label) === plainSpaces(one.label) &&
      canonical(match.audience) === canonical(audience?.rule ?? null);
    await tx
      .updateTable('measure_milestones')
      .set((eb) => ({
        ...values,
        cancelled_at: null,
        ...((!same || repeals) && { sequence: eb('sequence', '+', 1), updated_at: now }),
      }))
      .where('id', '=', match.id)
      .execute();
  }
  const gone = kept.filter((one) => one.cancelledAt === null && !matches.includes(one));
  if (gone.length === 0) return;
  await tx
    .updateTable('measure_milestones')
    .set((eb) => ({ cancelled_at: now, sequence: eb('sequence', '+', 1), updated_at: now }))
    .where(
      'id',
      'in',
      gone.map(({ id }) => id),
    )
    .execute();
}

/** What the other wrote where the two differ, in words, by field. */
async function conflictOf(
  db: Db,
  theirs: MeasureContent,
  mine: MeasureContent,
  version: number,
): Promise<Conflict> {
  const meanings = await meaningsFor(db, [theirs, mine]);
  const [saved, typed] = [wordsOf(theirs, meanings), wordsOf(mine, meanings)];
  const differing = contentFields.filter((field) => saved[field] !== typed[field]);
  return new Conflict(
    'Quelqu’un a modifié cette mesure pendant que vous écriviez.',
    Object.fromEntries(differing.map((field) => [field, saved[field]])),
    version,
  );
}

async function refuseLostLinks(tx: Db, { slug, links }: MeasureContent): Promise<void> {
  const slugs = links.flatMap((link) => ('measure' in link ? link.measure : []));
  if (slugs.length === 0) return;
  if (slugs.includes(slug)) throw new Refusal('Une mesure ne renvoie pas à elle-même.', 'link_0_url');
  const known = await tx.selectFrom('measures').select('slug').where('slug', 'in', slugs).execute();
  const lost = slugs.find((wanted) => !known.some((one) => one.slug === wanted));
  if (lost) throw new Refusal(`Un lien mène à une mesure qui n’existe pas : « ${lost} ».`, 'link_0_url');
}
