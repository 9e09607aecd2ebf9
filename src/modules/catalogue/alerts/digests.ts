import { sql } from 'kysely';
import { z } from 'zod';
import type { Db } from '../../../platform/database/index.ts';
import type { Deps } from '../../../platform/deps.ts';
import { queueMails } from '../../../platform/mail/index.ts';
import { machineDate } from '../../../ui/index.ts';
import { catalogueSlugs } from '../catalogues.ts';
import { listResources } from '../list/listing.ts';
import { type Resource, resourcesByIds } from '../resources/resource.ts';
import { type AlertNews, digestMail, mailKey } from './alert-mails.ts';
import type { Subject } from './alerts.ts';
import { type ReadSubject, readSubject } from './subject.ts';

/** A week, less what a run may be late of: each subscriber hears on the same day of it. */
const between = 7 * 86_400_000 - 3_600_000;

/** Subscribers read, told and written together. */
const batch = 200;

/** A mail names so many resources of one alert; its list has them all. */
const mostNamed = 20;

/** A mail that could not leave for so long tells old news. */
const goodFor = 7 * 86_400_000;

/**
 * Tells the subscribers who may be told today what is new in their lists: one mail for all of them, each resource once, whatever
 * the alerts that it answers and whenever they were told of it. What to say is decided now, and noted with the mail in one
 * transaction. Returns how many mails were written.
 */
export async function tellSubscribers(deps: Deps, signal?: AbortSignal): Promise<number> {
  const now = deps.clock.now();
  const lists = matchingLists(deps);
  let after = '00000000-0000-0000-0000-000000000000';
  let written = 0;
  for (;;) {
    if (signal?.aborted) return written;
    const subscribers = await waiting(deps.db, after, now);
    const last = subscribers.at(-1);
    if (!last) return written;
    after = last.id;
    written += await tell(deps, lists, subscribers, now);
  }
}

const alertsSchema = z.array(
  z.object({
    id: z.string(),
    catalogue: z.enum(catalogueSlugs),
    search: z.string(),
    confirmed_at: z.coerce.date(),
  }),
);

interface Waiting {
  id: string;
  email: string;
  alerts: z.output<typeof alertsSchema>;
}

async function waiting(db: Db, after: string, now: Date): Promise<Waiting[]> {
  const { rows } = await sql<{ id: string; email: string; alerts: unknown }>`
    select subscribers.id, email, json_agg(json_build_object('id', alerts.id, 'catalogue', catalogue, 'search', search,
      'confirmed_at', confirmed_at) order by confirmed_at, alerts.id) as alerts
    from resource_subscribers subscribers
    join resource_alerts alerts on alerts.subscriber_id = subscribers.id and confirmed_at is not null
    where (told_at is null or told_at <= ${new Date(now.getTime() - between)}) and subscribers.id > ${after}::uuid
    group by subscribers.id order by subscribers.id limit ${batch}`.execute(db);
  return rows.map((row) => ({ ...row, alerts: alertsSchema.parse(row.alerts) }));
}

/** The list of a subject and what it holds today; read once for all who want it. */
function matchingLists(deps: Deps) {
  const known = new Map<string, Promise<{ read: ReadSubject; ids: ReadonlySet<string> } | null>>();
  const find = async (subject: Subject) => {
    const read = await readSubject(deps, subject);
    if (!read) return null;
    const { ids, partial } = await listResources(deps, read.catalogue, read.filter);
    // What has only some of the words is a suggestion, not what was asked for.
    return { read, ids: new Set(partial ? [] : ids) };
  };
  return (subject: Subject) => {
    const key = `${subject.catalogue}?${subject.search}`;
    const list = known.get(key) ?? find(subject);
    known.set(key, list);
    return list;
  };
}

/** When each resource that came since was first published, the latest first; one that comes back is not new. */
async function comersSince(db: Db, since: Date): Promise<Map<string, Date>> {
  const { rows } = await sql<{ id: string; at: Date }>`
    select resource_id as id, min(at) as at from resource_versions versions
    where published and exists (
      select from resource_versions recent where recent.resource_id = versions.resource_id and recent.at > ${since}
    ) and exists (select from resources where resources.id = versions.resource_id and resources.published)
    group by resource_id having min(at) > ${since} order by min(at) desc, resource_id`.execute(db);
  return new Map(rows.map(({ id, at }) => [id, at]));
}

async function tell(
  deps: Deps,
  lists: ReturnType<typeof matchingLists>,
  subscribers: readonly Waiting[],
  now: Date,
): Promise<number> {
  const { db, settings } = deps;
  const since = Math.min(
    ...subscribers.flatMap(({ alerts }) => alerts.map((one) => one.confirmed_at.getTime())),
  );
  const comers = await comersSince(db, new Date(since));
  if (comers.size === 0) return 0;
  const subjects = new Map<string, Awaited<ReturnType<typeof lists>>>();
  for (const { alerts } of subscribers)
    for (const alert of alerts) subjects.set(alert.id, await lists(alert));
  const resources = new Map((await resourcesByIds(db, [...comers.keys()])).map((one) => [one.id, one]));
  return db.transaction().execute(async (tx) => {
    // Only whom nobody told meanwhile, and who did not leave; the others wait for us.
    const held = await tx
      .selectFrom('resource_subscribers')
      .select('id')
      .where(
        'id',
        'in',
        subscribers.map(({ id }) => id),
      )
      .where((eb) =>
        eb.or([eb('told_at', 'is', null), eb('told_at', '<=', new Date(now.getTime() - between))]),
      )
      .orderBy('id')
      .forUpdate()
      .execute();
    const ours = new Set(held.map(({ id }) => id));
    const [told, current] = [await toldTo(tx, [...ours]), await alertsOf(tx, [...ours])];
    const digests = subscribers
      .filter(({ id }) => ours.has(id))
      .flatMap(({ id, email, alerts }) => {
        const known = told.get(id) ?? new Set<string>();
        const wanted = alerts.filter((alert) => current.has(alert.id));
        const news = newsFor({ alerts: wanted, subjects, comers, resources, known });
        return news.ids.length === 0 ? [] : [{ id, email, ...news }];
      });
    if (digests.length === 0) return 0;
    const newlyTold = digests.flatMap(({ id, ids }) => ids.map((resource) => ({ id, resource })));
    await sql`
      insert into resource_alerts_told (subscriber_id, resource_id)
      select id, resource from json_to_recordset(${JSON.stringify(newlyTold)}::json) as told(id uuid, resource uuid)`.execute(
      tx,
    );
    await tx
      .updateTable('resource_subscribers')
      .set({ told_at: now })
      .where(
        'id',
        'in',
        digests.map(({ id }) => id),
      )
      .execute();
    return queueMails(
      tx,
      digests.map(({ id, email, parts }) => ({
        to: email,
        key: mailKey(id, machineDate(now)),
        expiresAt: new Date(now.getTime() + goodFor),
        ...digestMail({ subscriber: id, news: parts, publicUrl: settings.publicUrl }),
      })),
    );
  });
}

async function toldTo(tx: Db, subscribers: readonly string[]): Promise<Map<string, Set<string>>> {
  if (subscribers.length === 0) return new Map();
  const rows = await tx
    .selectFrom('resource_alerts_told')
    .selectAll()
    .where('subscriber_id', 'in', subscribers)
    .execute();
  const bySubscriber = Map.groupBy(rows, ({ subscriber_id }) => subscriber_id);
  return new Map(
    [...bySubscriber].map(([id, its]) => [id, new Set(its.map(({ resource_id }) => resource_id))]),
  );
}

/** The alerts that were not stopped since they were read. */
async function alertsOf(tx: Db, subscribers: readonly string[]): Promise<Set<string>> {
  if (subscribers.length === 0) return new Set();
  const rows = await tx
    .selectFrom('resource_alerts')
    .select('id')
    .where('subscriber_id', 'in', subscribers)
    .execute();
  return new Set(rows.map(({ id }) => id));
}

/** What one subscriber is told: each resource under the first alert that it answers. */
function newsFor({
  alerts,
  subjects,
  comers,
  resources,
  known,
}: {
  alerts: Waiting['alerts'];
  subjects: ReadonlyMap<string, { read: ReadSubject; ids: ReadonlySet<string> } | null>;
  comers: ReadonlyMap<string, Date>;
  resources: ReadonlyMap<string, Resource>;
  known: ReadonlySet<string>;
}): { ids: string[]; parts: AlertNews[] } {
  const said = new Set(known);
  const parts: AlertNews[] = [];
  const ids: string[] = [];
  for (const { id, confirmed_at } of alerts) {
    const list = subjects.get(id);
    if (!list) continue;
    const its = [...comers].flatMap(([resource, at]) =>
      at > confirmed_at && list.ids.has(resource) && !said.has(resource) ? [resource] : [],
    );
    if (its.length === 0) continue;
    for (const one of its) said.add(one);
    ids.push(...its);
    parts.push({
      alertId: id,
      words: list.read.words,
      href: list.read.href,
      resources: its.slice(0, mostNamed).flatMap((one) => resources.get(one) ?? []),
      more: Math.max(0, its.length - mostNamed),
    });
  }
  return { ids, parts };
}
