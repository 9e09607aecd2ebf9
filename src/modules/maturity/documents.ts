import type { PdfDocument } from '../../platform/pdf/index.ts';
import { formatDate, formatNumber } from '../../ui/index.ts';
import { resourceHref } from '../catalogue/index.ts';
import type { Assessment } from './assessments.ts';
import type { Model } from './model.ts';
import { type PlanRow, resourceWords } from './plan.ts';
import type { Subject } from './reading.ts';
import { bandOf, reachedLevel } from './scoring.ts';

/** Lines left for what the team adds. */
const freeLines = 3;

/** The action plan on paper: what, why, and blanks for who and when. */
export function planDocument(
  model: Model,
  { scores, doneAt, demonstration }: Pick<Assessment, 'scores' | 'doneAt' | 'demonstration'>,
  { authority }: Pick<Subject, 'authority'>,
  { rows, publicUrl, now }: { rows: readonly PlanRow[]; publicUrl: string; now: Date },
): PdfDocument {
  const { overall } = scores;
  const title = authority
    ? `Plan d’action sur les données : ${authority.name}`
    : 'Plan d’action sur les données';
  return {
    title,
    subject: model.title,
    author: 'Cordée',
    eyebrow: `${demonstration ? 'Démonstration, réponses fictives : autoévaluation' : 'Autoévaluation'} du ${formatDate(doneAt)}`,
    lead:
      overall === null
        ? 'Toutes les questions ont été jugées sans objet.'
        : `Résultat d’ensemble : ${formatNumber(overall)} sur 4, « ${bandOf(model, overall)} ».`,
    footer: `${publicUrl}/maturite-donnees · ${formatDate(now)}`,
    // Of the day and not of the moment: the same plan is made once.
    at: doneAt,
    blocks: [
      { kind: 'heading', text: 'Où nous en sommes' },
      {
        kind: 'table',
        columns: ['Axe', 'Score sur 4', 'Niveau atteint'],
        widths: [4, 2, 5],
        rows: model.axes.map(({ code, label }) => {
          const score = scores.axes[code] ?? null;
          if (score === null) return [label, 'sans objet', ''];
          const level = reachedLevel(model, score);
          return [label, formatNumber(score), `${level.label} : ${level.definition}`];
        }),
      },
      { kind: 'heading', text: 'Ce que nous faisons d’abord' },
      {
        kind: 'table',
        columns: ['Action', 'Pourquoi', 'Qui', 'Quand'],
        widths: [5, 5, 3, 2],
        rows: [
          ...rows.map(({ aim, why, resources }) => [
            [aim, ...resources.map(resourceWords)].join('\n'),
            why,
            '',
            '',
          ]),
          ...Array.from({ length: freeLines }, () => ['\n\n', '', '', '']),
        ],
      },
      ...(rows.length > 0
        ? ([
            { kind: 'heading', text: 'Où trouver ces ressources' },
            {
              kind: 'links',
              items: rows.flatMap(({ resources }) =>
                resources.map(({ resource }) => ({
                  label: `${resource.title} : ${publicUrl}${resourceHref(resource)}`,
                  url: publicUrl + resourceHref(resource),
                })),
              ),
            },
          ] as const)
        : []),
      {
        kind: 'note',
        title: 'À savoir',
        text: 'C’est une autoévaluation : elle ne dit ni la conformité à la loi ni la qualité du service rendu. Elle sert à choisir par quoi commencer.',
      },
    ],
  };
}
