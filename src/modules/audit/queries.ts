import type { Db } from '../../platform/database/index.ts';

/** Newest first. */
export async function listEvents(
  db: Db,
  filter: {
    verb?: string;
    actorId?: string;
    thingType?: string;
    thingId?: string;
    limit: number;
    offset: number;
  },
) {
  let query = db.selectFrom('audit_events');
  if (filter.verb) query = query.where('verb', '=', filter.verb);
  if (filter.actorId) query = query.where('actor_id', '=', filter.actorId);
  if (filter.thingType) query = query.where('thing_type', '=', filter.thingType);
  if (filter.thingId) query = query.where('thing_id', '=', filter.thingId);
  const [events, count] = await Promise.all([
    query
      .selectAll()
      .orderBy('at', 'desc')
      .orderBy('id', 'desc')
      .limit(filter.limit)
      .offset(filter.offset)
      .execute(),
    query.select((eb) => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow(),
  ]);
  return { events, total: count.total };
}
