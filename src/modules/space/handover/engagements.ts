import type { PdfBlock } from '../../../platform/pdf/index.ts';
import { formatDate, plural, spanLine } from '../../../ui/index.ts';
import { type DecisionLine, decisionStateLabels, listDecisions } from '../../decisions/index.ts';
import { awaitingKeys } from '../../groups/index.ts';
import { meetingsToCome, pastMeetings } from '../../meetings/index.ts';
import type { About } from './about.ts';

const shown = 20;

/** What a group decided, called and asked for, as whoever takes over has to know. */
export async function engagements(about: About): Promise<PdfBlock[]> {
  const parts = await Promise.all([keys(about), decisions(about), meetings(about)]);
  return parts.flat();
}

async function keys({ deps, group }: About): Promise<PdfBlock[]> {
  const awaiting = await awaitingKeys(deps.db, deps.clock.now(), { groupId: group.id });
  if (awaiting.length === 0) return [];
  const space = `${deps.settings.publicUrl}/espace/groupes/${group.slug}`;
  return [
    { kind: 'heading', text: 'Clés attendues' },
    {
      kind: 'links',
      items: awaiting.map(({ id, thingLabel, askedBy, expiresAt }) => ({
        label: `${thingLabel} : demandé par ${askedBy.name}, jusqu’au ${formatDate(expiresAt)}`,
        url: `${space}/cles/${id}`,
      })),
    },
  ];
}

async function decisions({ deps, group }: About): Promise<PdfBlock[]> {
  const { items, total } = await listDecisions(deps.db, group.id, { page: 1, publicOnly: false });
  if (total === 0) return [];
  const when = ({ decidedOn, closesAt }: DecisionLine) =>
    decidedOn ? formatDate(decidedOn) : closesAt ? `Réponses jusqu’au ${formatDate(closesAt)}` : '';
  return [
    { kind: 'heading', text: 'Décisions' },
    ...(total > items.length
      ? [
          {
            kind: 'paragraph' as const,
            text: `Les ${items.length} dernières sur ${total} ; le registre du groupe les a toutes.`,
          },
        ]
      : []),
    {
      kind: 'table',
      columns: ['Décision', 'État', 'Date'],
      widths: [5, 2, 3],
      rows: items.map((one) => [
        `${one.title} (n° ${one.number})`,
        decisionStateLabels[one.state],
        when(one),
      ]),
    },
  ];
}

async function meetings({ deps, group, readerId }: About): Promise<PdfBlock[]> {
  const reader = { accountId: readerId, now: deps.clock.now() };
  const [coming, { meetings: past }] = await Promise.all([
    meetingsToCome(deps.db, [group.id], { ...reader, limit: shown }),
    pastMeetings(deps.db, group.id, { ...reader, page: 1 }),
  ]);
  const unsettled = past.filter(
    ({ state, minutesState }) => state === 'called' && minutesState !== 'approved',
  );
  const called = coming.filter(({ state }) => state === 'called');
  if (called.length === 0 && unsettled.length === 0) return [];
  const at = (id: string, page = '') => `${deps.settings.publicUrl}/espace/reunions/${id}${page}`;
  return [
    { kind: 'heading', text: 'Réunions' },
    ...(unsettled.length > 0
      ? [
          {
            kind: 'paragraph' as const,
            text: `${plural(unsettled.length, 'compte rendu reste', 'comptes rendus restent')} à faire approuver.`,
          },
        ]
      : []),
    {
      kind: 'links',
      items: [
        ...called.map((one) => ({ label: `${spanLine(one)} : ${one.title}`, url: at(one.id) })),
        ...unsettled.map(({ id, title, startsAt }) => ({
          label: `Compte rendu à finir : ${title}, le ${formatDate(startsAt)}`,
          url: at(id, '/compte-rendu'),
        })),
      ],
    },
  ];
}
