import type { Deps } from '../../platform/deps.ts';
import { type App, button, fields, formPage, found } from '../../platform/http/index.ts';
import { PageHeader } from '../../ui/index.ts';
import { findGroup, listOwners } from '../groups/index.ts';
import { actOf, onItem, onMeeting } from './access.ts';
import { minutesHref } from './addresses.ts';
import type { Meeting } from './meeting.ts';
import { pointHref } from './minutes-routes.tsx';
import { recordAction, recordDecision, withdrawOutcome } from './outcomes.ts';
import { meetingMeta } from './page-meta.ts';
import { actionFields, byId, byItem, decisionFields } from './schemas.ts';
import { ActionForm, DecisionForm } from './views/section-pages.tsx';

/** What comes out of the minutes: decisions, and actions for the work plan. */
export function outcomeRoutes(app: App, deps: Deps): void {
  const { db } = deps;
  const ownersOf = async ({ group }: Meeting) =>
    listOwners(db, found(await findGroup(db, group.slug), 'Ce groupe n’existe pas.'));

  formPage(app, deps, {
    path: '/espace/reunions/:id/points/:item/decision',
    access: 'minutes.conclude',
    params: byItem,
    body: decisionFields,
    load: onItem(deps, 'minutes.conclude'),
    show: ({ form, thing: { meeting, item } }) => ({
      meta: meetingMeta(meeting, 'Relever une décision', { minutes: true }),
      body: (
        <>
          <PageHeader eyebrow={item.title} title="Relever une décision" />
          <DecisionForm form={form} back={pointHref(meeting.id, item)} />
        </>
      ),
    }),
    submit: async ({ tx, thing: { meeting, item, actor }, input }) => {
      await recordDecision(tx, actOf(deps, actor), { meetingId: meeting.id, itemId: item.id }, input.texte);
      return { location: pointHref(meeting.id, item), notice: 'La décision est relevée.' };
    },
  });

  formPage(app, deps, {
    path: '/espace/reunions/:id/points/:item/action',
    access: 'minutes.conclude',
    params: byItem,
    body: actionFields,
    load: onItem(deps, 'minutes.conclude'),
    show: async ({ form, thing: { meeting, item } }) => ({
      meta: meetingMeta(meeting, 'Relever une action', { minutes: true }),
      body: (
        <>
          <PageHeader eyebrow={item.title} title="Relever une action" />
          <ActionForm form={form} back={pointHref(meeting.id, item)} owners={await ownersOf(meeting)} />
        </>
      ),
    }),
    submit: async ({ tx, thing: { meeting, item, actor }, input }) => {
      await recordAction(
        tx,
        actOf(deps, actor),
        { meetingId: meeting.id, itemId: item.id },
        { text: input.texte, owner: input.owner, dueOn: input.echeance },
      );
      return {
        location: pointHref(meeting.id, item),
        notice: 'L’action est relevée, et inscrite au plan de travail.',
      };
    },
  });

  button(app, deps, {
    path: '/espace/reunions/:id/compte-rendu/retrait',
    access: 'minutes.conclude',
    params: byId,
    body: { releve: fields.uuid },
    load: onMeeting(deps, 'minutes.conclude'),
    submit: async ({ tx, thing: { meeting, actor }, input }) => {
      await withdrawOutcome(tx, actOf(deps, actor), { meetingId: meeting.id, id: input.releve });
      return { location: minutesHref(meeting.id), notice: 'Le relevé est retiré.' };
    },
  });
}
