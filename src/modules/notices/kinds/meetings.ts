import { findApprovedMinutes, findCalledMeeting } from '../../meetings/index.ts';
import { newsFoundBy } from './kind.ts';

/** A meeting to come, for those whom no convocation told of it; and what came out of one. */
export const meetings = [
  newsFoundBy({ task: 'meeting.called', label: 'Réunion', act: 'Voir la réunion', find: findCalledMeeting }),
  newsFoundBy({
    task: 'minutes.approved',
    label: 'Compte rendu',
    act: 'Lire le compte rendu',
    find: findApprovedMinutes,
  }),
];
