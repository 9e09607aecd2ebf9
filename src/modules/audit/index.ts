import type { Db } from '../../platform/database/index.ts';

export { listEvents } from './queries.ts';

/** Something that was done by somebody who had a special right to do it. */
export interface AuditEvent {
  /** Who; null for the product itself (start-up content, commands). */
  actor: { id: string; name: string } | null;
  /** `thing.act`, the same word as the policy: `registration.accept`. */
  verb: string;
  thing: { type: string; id: string; label: string };
  /** What changed; never a secret, never more personal data than the act needs. */
  detail?: Record<string, unknown>;
}

/** Writes the line in the transaction of the act itself: one cannot be without the other. */
export async function record(tx: Db, event: AuditEvent): Promise<void> {
  await tx
    .insertInto('audit_events')
    .values({
      actor_id: event.actor?.id ?? null,
      actor_label: event.actor?.name ?? 'Cordée',
      verb: event.verb,
      thing_type: event.thing.type,
      thing_id: event.thing.id,
      thing_label: event.thing.label,
      detail: JSON.stringify(event.detail ?? {}),
    })
    .execute();
}

/** Deletes what is older than the time we promise to keep it. */
export async function purgeEvents(db: Db, before: Date): Promise<void> {
  await db.deleteFrom('audit_events').where('at', '<', before).execute();
}

/** Takes a person's name off the trail when the account is deleted; what was done stays. */
export async function forgetPerson(tx: Db, accountId: string, label: string): Promise<void> {
  await tx
    .updateTable('audit_events')
    .set({ actor_label: label })
    .where('actor_id', '=', accountId)
    .execute();
  await tx
    .updateTable('audit_events')
    .set({ thing_label: label, detail: '{}' })
    .where('thing_type', '=', 'account')
    .where('thing_id', '=', accountId)
    .execute();
}

/** Deletes what fictional people did, and what was done to them: it concerns nobody. */
export async function removeTrailOf(tx: Db, accountIds: readonly string[]): Promise<void> {
  await tx
    .deleteFrom('audit_events')
    .where((eb) =>
      eb.or([
        eb('actor_id', 'in', accountIds),
        eb.and([eb('thing_type', '=', 'account'), eb('thing_id', 'in', accountIds)]),
      ]),
    )
    .execute();
}
