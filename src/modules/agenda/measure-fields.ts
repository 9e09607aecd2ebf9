import { z } from 'zod';
import { fields } from '../../platform/http/index.ts';
import { measureContent, measureLink, milestoneContent } from './content.ts';
import type { Period } from './period.ts';
import { parsePeriod, periodHelp } from './period-typed.ts';

const periodText = fields.line({ max: 60 });
const notUnderstood = `Cette date n’est pas comprise, ou n’existe pas. ${periodHelp}`;

/** A date as people write it; null when nothing is. */
export const typedPeriod = periodText.transform((text, context): Period | null => {
  if (text === '') return null;
  const period = parsePeriod(text);
  if (!period) context.addIssue({ code: 'custom', message: notUnderstood });
  return period;
});

const optional = (text: z.ZodType<string, string>) => text.prefault('');

/** The repeated parts of a measure: a row of fields each, named `milestone_0_date`. */
export const rows = {
  milestone: {
    most: 40,
    columns: {
      id: optional(z.uuid().or(z.literal(''))),
      date: optional(
        periodText.refine((text) => text === '' || parsePeriod(text) !== null, { error: notUnderstood }),
      ),
      label: optional(fields.line({ max: 300 })),
      kind: optional(z.enum(['', ...milestoneContent.shape.kind.options], 'Choisissez un type de jalon.')),
    },
  },
  basis: {
    most: 30,
    columns: {
      text: optional(fields.line({ max: 300 })),
      article: optional(fields.line({ max: 100 })),
      url: optional(fields.webAddress()),
      note: optional(fields.line({ max: 300 })),
    },
  },
  source: {
    most: 30,
    columns: { label: optional(fields.line({ max: 300 })), url: optional(fields.webAddress()) },
  },
  link: {
    most: 30,
    columns: {
      kind: optional(
        z.enum(['', ...measureLink.options[0].shape.kind.options], 'Choisissez un type de lien.'),
      ),
      url: optional(fields.webAddress({ orPath: true })),
      label: optional(fields.line({ max: 200 })),
    },
  },
} as const;

export type RowName = keyof typeof rows;
const rowNames: readonly RowName[] = ['milestone', 'basis', 'source', 'link'];

type RowShape = Record<`${RowName}_${number}_${string}`, z.ZodType<string, string | undefined>>;

function rowFields(): RowShape {
  const shape: RowShape = {};
  for (const name of rowNames) {
    for (let index = 0; index < rows[name].most; index += 1) {
      for (const [column, text] of Object.entries(rows[name].columns)) {
        shape[`${name}_${index}_${column}`] = text;
      }
    }
  }
  return shape;
}

export const whatChanges = fields.paragraphs({
  max: 1000,
  required: 'Dites en une phrase ce qui change et pourquoi : tout le monde le lira.',
});

/** What is said of a measure, whoever says it. */
export const contentFields = {
  title: fields.line({ max: 200, required: 'Indiquez un titre.' }),
  nature: z.enum(measureContent.shape.nature.options, 'Choisissez une nature.'),
  status: z.enum(measureContent.shape.status.options, 'Dites où en est la mesure.'),
  theme: optional(fields.line({ max: 100 })),
  pilot: fields.line({ max: 300, required: 'Indiquez qui pilote cette mesure.' }),
  summary: fields.paragraphs({ max: 2000, required: 'Résumez la mesure en quelques phrases.' }),
  consequences: optional(fields.paragraphs({ max: 6000 })),
  audience_note: optional(fields.paragraphs({ max: 1000 })),
  confidence: z.enum(measureContent.shape.confidence.options, 'Choisissez un niveau de fiabilité.'),
  note: optional(fields.paragraphs({ max: 2000 })),
  ...rowFields(),
};

/** What those who keep the agenda decide as well. */
export const editingFields = {
  ...contentFields,
  new_theme: optional(fields.line({ max: 80 })),
  /** Absent for those who may not publish: it stays as it is. */
  etat: z.enum(['brouillon', 'publiee'], 'Choisissez si la mesure est publiée.').optional(),
  motif: whatChanges,
};

const content = z.object(contentFields);
export type ContentInput = z.output<typeof content>;
