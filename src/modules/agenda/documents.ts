import type { PdfBlock, PdfDocument } from '../../platform/pdf/index.ts';
import { formatDate } from '../../ui/index.ts';
import type { Measure } from './measure.ts';
import { periodHeading, periodPhrase } from './period.ts';
import { milestoneKindLabels, natureLabels, statusLabels } from './vocabulary.ts';

/** A measure on one sheet of paper. `audienceWords`: whom it is for, as `describe` says it. */
export function measureDocument(
  measure: Measure,
  { audienceWords, publicUrl, now }: { audienceWords: string; publicUrl: string; now: Date },
): PdfDocument {
  const milestones = measure.milestones.filter(({ cancelledAt }) => cancelledAt === null);
  return {
    title: measure.title,
    subject: `${natureLabels[measure.nature]} numérique des collectivités`,
    author: 'Cordée',
    eyebrow: [natureLabels[measure.nature], measure.theme.label, statusLabels[measure.status]].join(' · '),
    lead: measure.summary,
    footer: `${publicUrl}/agenda/${measure.slug} · ${formatDate(now)}`,
    at: measure.updatedAt,
    blocks: [
      ...doubts(measure),
      {
        kind: 'facts',
        items: [
          { term: 'Pour qui', value: [audienceWords, measure.audienceNote].filter(Boolean).join('. ') },
          { term: 'Qui la pilote', value: measure.pilot },
        ],
      },
      ...section('Quand', {
        kind: 'table',
        columns: ['Date', 'Ce qui se passe'],
        widths: [1, 3],
        rows: milestones.map((milestone) => [
          periodHeading(milestone),
          [
            `${milestoneKindLabels[milestone.kind]} : ${milestone.label}`,
            ...milestone.moves.slice(-1).map(({ from }) => `Reporté : c’était ${periodPhrase(from)}`),
          ].join('. '),
        ]),
      }),
      ...section('Ce qu’il faut faire', { kind: 'list', items: [...measure.consequences], ticks: true }),
      ...section('Textes', {
        kind: 'links',
        items: measure.legalBases.map(({ text, article, url }) => ({
          label: [text, article].filter(Boolean).join(', '),
          url,
        })),
      }),
      ...section('Sources', { kind: 'links', items: measure.sources }),
    ],
  };
}

/** Before anything else: what we are not sure of. */
function doubts({ confidence, note }: Measure): PdfBlock[] {
  if (confidence === 'low') {
    return [{ kind: 'note', title: 'À vérifier', text: note ?? 'Cette information n’est pas confirmée.' }];
  }
  return note ? [{ kind: 'note', title: 'À savoir', text: note }] : [];
}

/** A part with its heading; nothing when it would be empty. */
function section(text: string, block: PdfBlock): PdfBlock[] {
  const size = 'items' in block ? block.items.length : 'rows' in block ? block.rows.length : 1;
  return size > 0 ? [{ kind: 'heading', text }, block] : [];
}
