import { type PdfBlock, type PdfDocument, type RenderedPdf, renderPdf } from '../../platform/pdf/index.ts';
import { formatDate } from '../../ui/index.ts';
import type { Checklist, Part, Reader } from './content.ts';
import { checklistHref, durationWords, readerLabels, whoWords } from './who.ts';

/** The list to print and to tick: the content alone, nobody's progress. */
export async function checklistSheet(
  checklist: Checklist,
  rollout: { title: string },
  reader: Reader,
  { publicUrl, now }: { publicUrl: string; now: Date },
): Promise<RenderedPdf> {
  const day = now.toISOString().slice(0, 10);
  const sheet: PdfDocument = {
    title: `${rollout.title} : les prérequis`,
    subject: checklist.summary,
    author: 'Cordée',
    eyebrow: readerLabels[reader],
    lead: checklist.summary,
    footer: `${publicUrl}${checklistHref(checklist.rollout, reader)} · ${formatDate(day)}`,
    // Of the day and not of the moment: the same sheet is made once.
    at: new Date(`${day}T00:00:00Z`),
    blocks: [
      ...(checklist.eligibility
        ? [{ kind: 'note', title: 'Qui peut se raccorder', text: checklist.eligibility.text } as const]
        : []),
      ...checklist.parts.flatMap((part) => blocksOf(checklist, part, reader)),
      ...(checklist.roles_note ? [{ kind: 'paragraph', text: checklist.roles_note } as const] : []),
    ],
  };
  return renderPdf(sheet);
}

function blocksOf(checklist: Checklist, part: Part, reader: Reader): PdfBlock[] {
  return [
    { kind: 'heading', text: part.title },
    { kind: 'paragraph', text: part.summary },
    {
      kind: 'list',
      ticks: true,
      items: part.points.map((point) =>
        [
          `${point.title}${point.confidence === 'low' ? ' (à vérifier)' : ''}.`,
          point.detail,
          point.prepare.length === 0 ? null : `À préparer : ${point.prepare.map(lower).join(' ; ')}.`,
          point.role === null ? null : `Qui : ${whoWords(checklist, point, reader)}.`,
          point.duration === null ? null : `Temps : ${durationWords(point)}`,
        ]
          .filter((one) => one !== null)
          .join(' '),
      ),
    },
  ];
}

/** As the middle of a sentence has it; names and acronyms stay as they are. */
const lower = (text: string): string =>
  /^\p{Lu}\p{Ll}+(?:\s|’|,)/u.test(text) ? `${text.charAt(0).toLowerCase()}${text.slice(1)}` : text;
