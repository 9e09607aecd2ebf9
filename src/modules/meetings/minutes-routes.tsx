import type { Deps } from '../../platform/deps.ts';
import { type App, button, fields, formPage, typedPreview } from '../../platform/http/index.ts';
import { renderMarkdown } from '../../platform/markdown/index.ts';
import { renderPdf, sendPdf } from '../../platform/pdf/index.ts';
import { versionChanges } from '../../platform/text-changes.ts';
import { PageHeader } from '../../ui/index.ts';
import { actOf, type OnMeeting, onItem, onMeeting } from './access.ts';
import { minutesHref } from './addresses.ts';
import { approvalsOf, correctionsOf } from './approval.ts';
import { attendanceOf } from './attendance.ts';
import { minutesDocument } from './documents.ts';
import { itemsOf } from './meeting.ts';
import { postponeItem, sectionVersions, versionsShown, writeSection } from './minutes.ts';
import { outcomesOf } from './outcomes.ts';
import { meetingMeta } from './page-meta.ts';
import { byId, byItem, longestSection, sectionFields } from './schemas.ts';
import { MinutesPage } from './views/minutes-page.tsx';
import { SectionForm, SectionHistory } from './views/section-pages.tsx';

const rendered = (text: string) => renderMarkdown(text, { headingIds: false, baseLevel: 3 });

/** The minutes of a meeting: to read and print, to write point by point, and all that they said. */
export function minutesRoutes(app: App, deps: Deps): void {
  const { db, settings, clock } = deps;
  const all = async ({ meeting }: OnMeeting) => {
    const [items, outcomes, attendees, approvals] = await Promise.all([
      itemsOf(db, meeting.id),
      outcomesOf(db, meeting.id),
      attendanceOf(db, meeting.id),
      approvalsOf(db, meeting),
    ]);
    return { items, outcomes, attendees, approvals };
  };

  app.get(
    '/espace/reunions/:id/compte-rendu',
    { config: { access: 'meeting.read' }, schema: { params: byId } },
    async (request, reply) => {
      const on = await onMeeting(deps, 'meeting.read')(request, request.params);
      const { meeting, actor, may } = on;
      const [{ items, ...parts }, corrections] = await Promise.all([all(on), correctionsOf(db, meeting.id)]);
      const side = actor.memberships.get(meeting.group.id)?.side;
      const awaited = parts.approvals.some((approval) => approval.side === side && approval.by === null);
      return reply.page(
        meetingMeta(meeting, 'Compte rendu'),
        <>
          <PageHeader eyebrow={`${meeting.group.title} : compte rendu`} title={meeting.title} />
          <MinutesPage
            meeting={meeting}
            {...parts}
            items={items.map((item) => ({ ...item, html: rendered(item.body) }))}
            corrections={corrections}
            may={{
              write: may('minutes.write'),
              conclude: may('minutes.conclude'),
              attend: may('meeting.attendance'),
              propose: may('minutes.propose'),
              reopen: may('minutes.reopen'),
              approve: may('minutes.approve') && awaited,
              correct: may('minutes.correct'),
              answer: may('minutes.answer-correction'),
            }}
          />
        </>,
      );
    },
  );

  app.get(
    '/espace/reunions/:id/compte-rendu.pdf',
    { config: { access: 'meeting.read' }, schema: { params: byId } },
    async (request, reply) => {
      const on = await onMeeting(deps, 'meeting.read')(request, request.params);
      const document = minutesDocument(on.meeting, {
        ...(await all(on)),
        publicUrl: settings.publicUrl,
        at: on.meeting.approvedAt ?? clock.now(),
      });
      return sendPdf(reply, await renderPdf(document), 'compte-rendu', { personal: true });
    },
  );

  formPage(app, deps, {
    path: '/espace/reunions/:id/points/:item',
    access: 'minutes.write',
    params: byItem,
    body: sectionFields,
    load: onItem(deps, 'minutes.write'),
    initial: ({ thing: { item } }) => ({ texte: item.body, version: String(item.version) }),
    show: ({ form, thing: { meeting, item } }) => {
      return {
        meta: meetingMeta(meeting, item.title, { minutes: true }),
        body: (
          <>
            <PageHeader eyebrow={meeting.title} title={item.title} />
            <SectionForm
              form={form}
              back={pointHref(meeting.id, item)}
              preview={typedPreview(form.values, 'texte', { most: longestSection, baseLevel: 3 })}
            />
          </>
        ),
      };
    },
    submit: async ({ tx, thing: { meeting, item, actor }, input }) => {
      const { mergedWith } = await writeSection(
        tx,
        actOf(deps, actor),
        { meetingId: meeting.id, itemId: item.id, version: input.version },
        input.texte,
      );
      return {
        location: pointHref(meeting.id, item),
        notice:
          mergedWith === null
            ? 'Le compte rendu est enregistré.'
            : `Votre texte est réuni avec celui de ${mergedWith}, qui écrivait en même temps : relisez-le.`,
      };
    },
  });

  app.get(
    '/espace/reunions/:id/points/:item/historique',
    { config: { access: 'meeting.read' }, schema: { params: byItem } },
    async (request, reply) => {
      const { meeting, item } = await onItem(deps, 'meeting.read')(request, request.params);
      const versions = await sectionVersions(db, item.id);
      return reply.page(
        meetingMeta(meeting, `Historique : ${item.title}`, { minutes: true }),
        <>
          <PageHeader
            eyebrow={meeting.title}
            title={`Historique : ${item.title}`}
            actions={<a href={pointHref(meeting.id, item)}>Revenir au compte rendu</a>}
          />
          <SectionHistory
            stages={versionChanges(versions)
              .slice(0, versionsShown)
              .map(({ parts, ...version }) => ({
                ...version,
                parts: parts ?? [{ value: version.body, added: true }],
              }))}
          />
        </>,
      );
    },
  );

  button(app, deps, {
    path: '/espace/reunions/:id/points/:item/report',
    access: 'minutes.conclude',
    params: byItem,
    body: { reporte: fields.choice(['oui', 'non'], 'Dites si ce point est reporté.') },
    load: onItem(deps, 'minutes.conclude'),
    submit: async ({ tx, thing: { meeting, item }, input }) => {
      await postponeItem(tx, meeting.id, item.id, input.reporte === 'oui');
      return pointHref(meeting.id, item);
    },
  });
}

/** The point in the minutes. */
export const pointHref = (meetingId: string, { position }: { position: number }): string =>
  `${minutesHref(meetingId)}#point-${position}`;
