import { type Columns as ColumnsOf, guessColumns as guessFrom } from '../../../platform/sheets/index.ts';

/** What a column of a file may hold, in the order of the model file. */
export const importFields = [
  'code',
  'nom',
  'etape',
  'date',
  'bloquee',
  'couverte_par',
  'preuve',
  'note',
] as const;

export type ImportField = (typeof importFields)[number];

export type Columns = ColumnsOf<ImportField>;

export const fieldLabels: Readonly<Record<ImportField, string>> = {
  code: 'Code de la collectivité',
  nom: 'Nom de la collectivité',
  etape: 'Étape',
  date: 'Date',
  bloquee: 'Bloquée',
  couverte_par: 'Couverte par',
  preuve: 'Preuve (adresse)',
  note: 'Note',
};

/** How people name their columns, the surest first. */
const names: readonly (readonly [ImportField, readonly RegExp[]])[] = [
  [
    'code',
    [
      /\binsee\b/,
      /\b(?:codgeo|depcom|codecom|code com|code commune)\b/,
      /\bsiren\b/,
      /\bsiret\b/,
      /^code\b/,
      /\bcode\b/,
    ],
  ],
  ['nom', [/^(?:nom|libelle|denomination|raison sociale|collectivite|commune)\b/, /\bnom\b/]],
  ['etape', [/\betape\b/, /\bstade\b/, /\bavancement\b/, /\bstatut\b/, /^etat\b/]],
  ['date', [/\bdate\b/, /\bdepuis\b/]],
  ['bloquee', [/\bbloqu/, /\bblocage\b/]],
  ['couverte_par', [/\bcouvert/, /\bcentre instructeur\b/, /\bservice instructeur\b/, /\bporte par\b/]],
  ['preuve', [/\bpreuve\b/, /\bjustificatif\b/, /\b(?:lien|url)\b/, /^adresse\b/]],
  ['note', [/\bnote\b/, /\bremarques?\b/, /\bcommentaires?\b/, /\bobservations?\b/]],
];

export const guessColumns = (header: readonly string[]): Columns => guessFrom(header, names);

/** What is still to be told before the lines can be read; null when nothing is. */
export function missingColumn(
  columns: Columns,
  since: string | null,
): { field: ImportField; message: string } | null {
  if (columns.code === undefined && columns.nom === undefined)
    return { field: 'code', message: 'Dites quelle colonne donne le code de la collectivité, ou son nom.' };
  if (columns.etape === undefined && columns.couverte_par === undefined)
    return { field: 'etape', message: 'Dites quelle colonne donne l’étape, ou qui couvre la collectivité.' };
  if (columns.date === undefined && since === null)
    return {
      field: 'date',
      message: 'Dites quelle colonne donne la date, ou une date pour toutes les lignes.',
    };
  return null;
}
