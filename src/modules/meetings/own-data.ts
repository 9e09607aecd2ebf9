import { rowsHeld } from '../identity/index.ts';

/** What this module holds on a person. */
export const meetingData = rowsHeld(
  {
    name: 'reunions-invitations',
    title: 'Les réunions auxquelles vous êtes convié, et vos réponses',
    table: 'meeting_invitations',
    column: 'account_id',
  },
  {
    name: 'reunions-liens',
    title: 'Les réunions auxquelles un lien vous permet de répondre',
    table: 'meeting_links',
    column: 'account_id',
  },
  {
    name: 'reunions-presences',
    title: 'Les réunions où votre présence est notée',
    table: 'meeting_attendance',
    column: 'account_id',
  },
  {
    name: 'comptes-rendus-approuves',
    title: 'Les comptes rendus que vous avez approuvés',
    table: 'meeting_approvals',
    column: 'account_id',
  },
  {
    name: 'comptes-rendus-corrections',
    title: 'Les corrections de comptes rendus que vous avez demandées',
    table: 'meeting_corrections',
    column: 'author_id',
  },
  {
    name: 'calendriers',
    title: 'Les adresses de calendrier que vous avez demandées',
    table: 'meeting_calendars',
    column: 'account_id',
  },
);
