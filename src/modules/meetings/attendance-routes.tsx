import type { Deps } from '../../platform/deps.ts';
import { type App, button, fields, formPage, pageCount } from '../../platform/http/index.ts';
import { PageHeader } from '../../ui/index.ts';
import { actOf, onMeeting } from './access.ts';
import { meetingHref } from './addresses.ts';
import { addGuest, attendanceOf, markAttendance, removeAttendee } from './attendance.ts';
import { meetingMeta } from './page-meta.ts';
import { peopleOf } from './people.ts';
import { attendedFields, byId, byPage, guestFields } from './schemas.ts';
import { AttendancePage, GuestForm, peoplePerPage } from './views/people-pages.tsx';

const path = '/espace/reunions/:id/presence';

/** Who was there, noted during the meeting, by one or several. */
export function attendanceRoutes(app: App, deps: Deps): void {
  const { db } = deps;
  const here = (id: string) => `${meetingHref(id)}/presence`;
  const load = onMeeting(deps, 'meeting.attendance');

  formPage(app, deps, {
    path,
    access: 'meeting.attendance',
    params: byId,
    body: attendedFields,
    load,
    initial: () => ({ presence: 'present' }),
    show: async ({ request, form, thing: { meeting } }) => {
      const { q = '', page = 1 } = byPage.parse(request.query);
      const [attendees, unmarked] = await Promise.all([
        attendanceOf(db, meeting.id),
        peopleOf(
          db,
          { id: meeting.id, groupId: meeting.group.id },
          { which: 'unmarked', q, page, perPage: peoplePerPage },
        ),
      ]);
      return {
        meta: meetingMeta(meeting, 'Présences'),
        body: (
          <>
            <PageHeader
              eyebrow={meeting.title}
              title="Présences"
              actions={<a href={`${meetingHref(meeting.id)}/compte-rendu`}>Revenir au compte rendu</a>}
            />
            <AttendancePage
              id={meeting.id}
              attendees={attendees}
              unmarked={{ ...unmarked, q, page: Math.min(page, pageCount(unmarked.total, peoplePerPage)) }}
              form={form}
            />
          </>
        ),
      };
    },
    submit: async ({ tx, thing: { meeting, actor }, input }) => {
      await markAttendance(tx, actOf(deps, actor), meeting.id, {
        people: input.personnes,
        presence: input.presence,
      });
      return { location: here(meeting.id), notice: 'Les présences sont notées.' };
    },
  });

  button(app, deps, {
    path: `${path}/retrait`,
    access: 'meeting.attendance',
    params: byId,
    body: { presence: fields.uuid },
    load,
    submit: async ({ tx, thing: { meeting }, input }) => {
      await removeAttendee(tx, meeting.id, input.presence);
      return here(meeting.id);
    },
  });

  formPage(app, deps, {
    path: `${path}/personne`,
    access: 'meeting.attendance',
    params: byId,
    body: guestFields,
    load,
    show: ({ form, thing: { meeting } }) => ({
      meta: meetingMeta(meeting, 'Ajouter une personne'),
      body: (
        <>
          <PageHeader eyebrow={meeting.title} title="Ajouter une personne sans compte" />
          <GuestForm form={form} cancelHref={here(meeting.id)} />
        </>
      ),
    }),
    submit: async ({ tx, thing: { meeting, actor }, input }) => {
      await addGuest(tx, actOf(deps, actor), meeting.id, {
        name: input.nom,
        organisation: input.organisme,
        side: input.cote === 'autre' ? null : input.cote,
      });
      return { location: here(meeting.id), notice: 'La personne est ajoutée.' };
    },
  });
}
