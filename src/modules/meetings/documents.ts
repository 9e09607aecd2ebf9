import { plainText } from '../../platform/markdown/index.ts';
import type { PdfBlock, PdfDocument } from '../../platform/pdf/index.ts';
import { formatDate, spanLine } from '../../ui/index.ts';
import { minutesHref } from './addresses.ts';
import type { Approval } from './approval.ts';
import { type Attendee, byOrganisation } from './attendance.ts';
import type { Item, Meeting } from './meeting.ts';
import type { Outcome } from './outcomes.ts';
import { minutesLabels, ofSide, outcomeWords, sideWords } from './words.ts';

/** The minutes on paper: who was there, what was said, decided and given to do. */
export function minutesDocument(
  meeting: Meeting,
  {
    items,
    outcomes,
    attendees,
    approvals,
    publicUrl,
    at,
  }: {
    items: readonly Item[];
    outcomes: readonly Outcome[];
    attendees: readonly Attendee[];
    approvals: readonly Approval[];
    publicUrl: string;
    at: Date;
  },
): PdfDocument {
  return {
    title: `Compte rendu : ${meeting.title}`,
    subject: `Réunion du groupe ${meeting.group.title}`,
    author: 'Cordée',
    eyebrow: `${meeting.group.title}. ${minutesLabels[meeting.minutesState]}`,
    lead: `${spanLine(meeting)}${meeting.place ? `, ${meeting.place}` : ''}`,
    footer: `${publicUrl}${minutesHref(meeting.id)} · ${formatDate(at)}`,
    at,
    blocks: [
      ...attendanceBlocks(attendees),
      ...items.flatMap((item, index) =>
        itemBlocks(
          item,
          index + 1,
          outcomes.filter(({ itemId }) => itemId === item.id),
        ),
      ),
      ...approvalBlocks(meeting, approvals),
    ],
  };
}

function attendanceBlocks(attendees: readonly Attendee[]): PdfBlock[] {
  if (attendees.length === 0) return [];
  const names = (presence: Attendee['presence']) =>
    attendees
      .filter((attendee) => attendee.presence === presence)
      .map(({ name, organisation }) => (organisation ? `${name} (${organisation})` : name))
      .join(', ');
  const excused = names('excused');
  return [
    { kind: 'heading', text: 'Présences' },
    {
      kind: 'table',
      columns: ['Organisme', 'Côté', 'Présents', 'Excusés'],
      widths: [6, 3, 2, 2],
      rows: byOrganisation(attendees).map((row) => [
        row.organisation || 'Non précisé',
        sideWords(row.side),
        String(row.present),
        String(row.excused),
      ]),
    },
    { kind: 'paragraph', text: `Présents : ${names('present') || 'personne'}.` },
    ...(excused ? [{ kind: 'paragraph', text: `Excusés : ${excused}.` } as const] : []),
  ];
}

function itemBlocks(item: Item, number: number, outcomes: readonly Outcome[]): PdfBlock[] {
  const said = plainText(item.body, '').trim();
  return [
    { kind: 'heading', text: `${number}. ${item.title}` },
    ...(item.presenter ? [{ kind: 'paragraph', text: `Présenté par ${item.presenter}.` } as const] : []),
    ...said
      .split(/\n{2,}/)
      .filter(Boolean)
      .map((text) => ({ kind: 'paragraph', text }) as const),
    ...(item.postponed
      ? [{ kind: 'paragraph', text: 'Point reporté à la prochaine réunion.' } as const]
      : []),
    ...outcomes.map(
      (outcome) =>
        ({
          kind: 'note',
          title: outcome.kind === 'decision' ? 'Décision' : 'Action',
          text: outcomeWords(outcome),
        }) as const,
    ),
  ];
}

function approvalBlocks(meeting: Meeting, approvals: readonly Approval[]): PdfBlock[] {
  if (meeting.minutesState === 'draft') return [];
  return [
    { kind: 'heading', text: 'Approbation' },
    ...(approvals.length === 1
      ? [
          {
            kind: 'paragraph',
            text: 'Ce groupe n’a qu’un côté : il approuve seul.',
          } as const,
        ]
      : []),
    {
      kind: 'list',
      ticks: false,
      items: approvals.map(({ side, by }) =>
        by ? `Approuvé ${ofSide[side]} par ${by.name}, le ${formatDate(by.at)}` : `Attendu ${ofSide[side]}`,
      ),
    },
  ];
}
