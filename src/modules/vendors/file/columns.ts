import { type Columns as ColumnsOf, guessColumns as guessFrom } from '../../../platform/sheets/index.ts';

/** What a column of a list of customers may hold, in the order of the model file. */
export const customerFields = [
  'code',
  'nom',
  'produit',
  'depuis',
  'deploiement',
  'etape',
  'date',
  'fin',
] as const;

export type CustomerField = (typeof customerFields)[number];

export type Columns = ColumnsOf<CustomerField>;

/** How people name their columns, the surest first; « date de fin » is a date too. */
const names: readonly (readonly [CustomerField, readonly RegExp[]])[] = [
  ['code', [/\binsee\b/, /\bsiren\b/, /\bsiret\b/, /^code\b/]],
  ['nom', [/^(?:nom|libelle|raison sociale|collectivite|commune|client)\b/]],
  ['produit', [/\b(?:produit|logiciel|solution)\b/]],
  ['fin', [/\bfin\b/, /\bresiliation\b/]],
  ['depuis', [/\bdepuis\b/, /\b(?:debut|demarrage|mise en service)\b/]],
  ['deploiement', [/\bdeploiement\b/]],
  ['etape', [/\betape\b/, /\bavancement\b/, /\bstatut\b/]],
  ['date', [/\bdate\b.*\betape\b/, /^date\b/]],
];

export const guessColumns = (header: readonly string[]): Columns => guessFrom(header, names);

/** What a file must have to be read; null when it does. */
export function missingColumn(columns: Columns, manyProducts: boolean): string | null {
  if (columns.code === undefined)
    return 'Aucune colonne ne donne le code de la collectivité : nommez-la « code », « INSEE », « SIREN » ou « SIRET ».';
  if (manyProducts && columns.produit === undefined)
    return 'Aucune colonne ne donne le produit : nommez-la « produit ».';
  return null;
}
