import { z } from 'zod';
import type { Db, GroupState, KeyAct } from '../../platform/database/index.ts';
import { Refusal } from '../../platform/http/index.ts';
import { fieldChanges } from '../../platform/text-changes.ts';
import { changeGroupState, reorientGroup } from './actions.ts';
import { defineKeyedAct, type KeyedAct } from './keys/acts.ts';
import { nextStates, stateLabels } from './life-cycle.ts';

const reorientInput = z.object({ title: z.string(), objective: z.string(), reason: z.string() });
const stateInput = z.object({ reason: z.string() });

const directionLabels = { title: 'Titre', objective: 'Objectif' };

async function hold(tx: Db, id: string) {
  const group = await tx
    .selectFrom('groups')
    .select(['title', 'version'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  return group ? { mark: String(group.version), label: group.title } : null;
}

async function groupOf(db: Db, id: string) {
  return db
    .selectFrom('groups')
    .select(['id', 'slug', 'title', 'objective', 'state'])
    .where('id', '=', id)
    .executeTakeFirst();
}

const reorient: KeyedAct = {
  hold,
  check: async (tx, { thingId, input }) => {
    const group = await groupOf(tx, thingId);
    const { title, objective } = reorientInput.parse(input);
    if (group?.title === title && group.objective === objective) {
      throw new Refusal('Rien ne change : le titre et l’objectif sont ceux d’aujourd’hui.', 'objective');
    }
  },
  perform: async (tx, act, { thingId, input, mark }) => {
    const { slug } = await tx
      .selectFrom('groups')
      .select('slug')
      .where('id', '=', thingId)
      .executeTakeFirstOrThrow();
    await reorientGroup(tx, act, { slug, version: Number(mark) }, reorientInput.parse(input));
  },
  preview: async (db, { thingId, input }) => {
    const group = await groupOf(db, thingId);
    if (!group) return null;
    const { reason, ...asked } = reorientInput.parse(input);
    return {
      href: `/groupes/${group.slug}`,
      reason,
      changes: fieldChanges({ title: group.title, objective: group.objective }, asked, {
        labels: directionLabels,
      }),
    };
  },
};

/** Which act leads to each state, and back. */
export const actOfState = {
  active: 'group.resume',
  paused: 'group.pause',
  closed: 'group.close',
} as const satisfies Partial<Record<GroupState, KeyAct>>;

function moving(to: keyof typeof actOfState): KeyedAct {
  return {
    hold,
    check: async (tx, { thingId }) => {
      const group = await groupOf(tx, thingId);
      if (group?.state === 'proposed' && to === 'active') {
        throw new Refusal('C’est l’équipe du programme qui rend actif un groupe proposé.', 'state');
      }
      if (!group || nextStates(group.state).includes(to)) return;
      throw new Refusal(
        `Un groupe « ${stateLabels[group.state].toLowerCase()} » ne peut pas passer à « ${stateLabels[to].toLowerCase()} ».`,
        'state',
      );
    },
    perform: async (tx, act, { thingId, input, mark }) => {
      const { title } = await tx
        .selectFrom('groups')
        .select('title')
        .where('id', '=', thingId)
        .executeTakeFirstOrThrow();
      const { reason } = stateInput.parse(input);
      await changeGroupState(tx, act, { id: thingId, title, version: Number(mark) }, { state: to, reason });
    },
    preview: async (db, { thingId, input }) => {
      const group = await groupOf(db, thingId);
      if (!group) return null;
      return {
        href: `/groupes/${group.slug}`,
        reason: stateInput.parse(input).reason,
        changes: fieldChanges(
          { state: stateLabels[group.state] },
          { state: stateLabels[to] },
          { labels: { state: 'État du groupe' } },
        ),
      };
    },
  };
}

/** What takes two keys of a group, as groups do it. */
export function defineGroupActs(): void {
  defineKeyedAct('group.reorient', reorient);
  for (const to of ['active', 'paused', 'closed'] as const) defineKeyedAct(actOfState[to], moving(to));
}
