import { type PdfBlock, type PdfDocument, type RenderedPdf, renderPdf } from '../../platform/pdf/index.ts';
import { formatDate, plural } from '../../ui/index.ts';
import { periodHeading, periodPhrase } from '../agenda/index.ts';
import { type Authority, authorityUrl } from '../territories/index.ts';
import type { Reading } from './reading.ts';
import type { MeasureStanding, Place } from './standing.ts';

const mostRows = 12;

const parts: readonly { place: Place; words: string }[] = [
  { place: 'now', words: 'À faire maintenant' },
  { place: 'soon', words: 'À préparer' },
  { place: 'in_force', words: 'En vigueur' },
];

/**
 * The sheet that a mayor brings to the council: what, when, why, and what to decide. One page, whose rows are as many as fit, the
 * most pressing first.
 */
export async function councilSheet(
  authority: Authority,
  reading: Reading,
  from: { publicUrl: string; now: Date },
): Promise<RenderedPdf> {
  for (let rows = mostRows; rows > 1; rows -= 2) {
    const sheet = await renderPdf(sheetOf(authority, reading, from, rows));
    if (sheet.pages === 1) return sheet;
  }
  return renderPdf(sheetOf(authority, reading, from, 1));
}

function sheetOf(
  authority: Authority,
  { standing, today }: Reading,
  { publicUrl, now }: { publicUrl: string; now: Date },
  rows: number,
): PdfDocument {
  const obligations = parts.flatMap(({ place, words }) =>
    standing.measures.filter((one) => one.place === place).map((one) => ({ words, standing: one })),
  );
  const shown = obligations.slice(0, rows);
  const left = obligations.length - shown.length;
  const address = publicUrl + authorityUrl(authority);
  const { deadline } = standing;
  return {
    title: `Ce qui concerne ${authority.name}`,
    subject: 'Obligations numériques : fiche pour le conseil',
    author: 'Cordée',
    eyebrow: `Fiche pour le conseil · ${authority.place}`.replace(/ · $/, ''),
    lead: [
      `${plural(standing.concerned, 'mesure concerne', 'mesures concernent')} la collectivité au ${formatDate(today)}.`,
      deadline
        ? `Prochaine échéance ${periodPhrase(deadline.milestone)} : ${deadline.measure.title}.`
        : 'Aucune échéance n’est annoncée.',
    ].join(' '),
    footer: `${address} · ${formatDate(now)}`,
    // Of the day and not of the moment: the same sheet is made once.
    at: new Date(`${today}T00:00:00Z`),
    blocks: [
      {
        kind: 'table',
        columns: ['Quoi', 'Quand', 'Pourquoi nous', 'À décider'],
        widths: [3, 2, 3, 4],
        rows: shown.map(({ words, standing: one }) => [
          `${one.measure.title} (${words.toLowerCase()})`,
          whenWords(one),
          one.reason,
          one.measure.consequences[0] ?? '',
        ]),
      },
      ...(left > 0
        ? [
            {
              kind: 'paragraph',
              text: `Et ${plural(left, 'autre obligation', 'autres obligations')} : ${address}`,
            } as const,
          ]
        : []),
      ...openQuestions(standing.questions.length),
    ],
  };
}

function whenWords({ measure, next, since }: MeasureStanding): string {
  // What is only discussed holds from no date, even one that was hoped for.
  if (measure.status === 'proposed') return 'En discussion';
  if (next) return periodHeading(next);
  return since ? `Depuis ${periodPhrase(since).replace(/^au |^en /, '')}` : 'Sans date annoncée';
}

function openQuestions(count: number): PdfBlock[] {
  if (count === 0) return [];
  return [
    {
      kind: 'note',
      title: 'À préciser',
      text: `${plural(count, 'réponse de la collectivité dirait', 'réponses de la collectivité diraient')} si d’autres mesures ou d’autres dates la concernent : les questions sont sur sa page.`,
    },
  ];
}
