import { toCsv } from '../../platform/http/index.ts';
import { machineDate } from '../../ui/index.ts';
import { describe, type Vocabulary } from '../audience/index.ts';
import { endOf, periodWords } from './period.ts';
import type { Selected } from './select.ts';
import { milestoneKindLabels, natureLabels, statusLabels } from './vocabulary.ts';

const columns = [
  'mesure',
  'adresse',
  'theme',
  'nature',
  'statut',
  'pilote',
  'public_vise',
  'public_vise_note',
  'jalon',
  'type_jalon',
  'periode',
  'debut',
  'fin',
  'date_initiale',
  'annule',
  'resume',
  'bases_legales',
  'confiance',
  'note',
  'mise_a_jour',
];

const confidenceWords = { high: 'bonne', medium: 'moyenne', low: 'à vérifier' } as const;

/** `/agenda.csv`: one line a milestone; a measure without any has one line too. */
export function agendaAsCsv(items: readonly Selected[], words: Vocabulary, publicUrl: string): string {
  const rows = items.flatMap(({ measure, milestones }) => {
    const head = [
      measure.title,
      `${publicUrl}/agenda/${measure.slug}`,
      measure.theme.label,
      natureLabels[measure.nature],
      statusLabels[measure.status],
      measure.pilot,
      describe(measure.audience, words),
      measure.audienceNote,
    ];
    const tail = [
      measure.summary,
      measure.legalBases.map(({ text, article }) => [text, article].filter(Boolean).join(', ')).join(' ; '),
      confidenceWords[measure.confidence],
      measure.note,
      machineDate(measure.updatedAt),
    ];
    if (milestones.length === 0) return [[...head, null, null, null, null, null, null, null, ...tail]];
    return milestones.map(({ of: milestone }) => [
      ...head,
      milestone.label,
      milestoneKindLabels[milestone.kind],
      periodWords(milestone),
      milestone.date,
      endOf(milestone),
      milestone.moves[0] ? periodWords(milestone.moves[0].from) : null,
      milestone.cancelledAt ? 'oui' : 'non',
      ...tail,
    ]);
  });
  return toCsv(columns, rows);
}
