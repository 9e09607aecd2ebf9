import { plainWords } from '../../../platform/plain-letters.ts';
import type { Columns as ColumnsOf } from '../../../platform/sheets/index.ts';

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

/** How people name their columns, the surest first. */
const names: Readonly<Record<CustomerField, readonly RegExp[]>> = {
  code: [/\binsee\b/, /\bsiren\b/, /\bsiret\b/, /^code\b/],
  nom: [/^(?:nom|libelle|raison sociale|collectivite|commune|client)\b/],
  produit: [/\b(?:produit|logiciel|solution)\b/],
  depuis: [/\bdepuis\b/, /\b(?:debut|demarrage|mise en service)\b/],
  deploiement: [/\bdeploiement\b/],
  etape: [/\betape\b/, /\bavancement\b/, /\bstatut\b/],
  date: [/\bdate\b.*\betape\b/, /^date\b/],
  fin: [/\bfin\b/, /\bresiliation\b/],
};

/** « Date de fin » is a date too: the surest are looked for first. */
const guessed: readonly CustomerField[] = [
  'code',
  'nom',
  'produit',
  'fin',
  'depuis',
  'deploiement',
  'etape',
  'date',
];

/** The columns that these titles announce; a title in the very words of the model comes first. */
export function guessColumns(header: readonly string[]): Columns {
  const titles = header.map(plainWords);
  const columns: Partial<Record<CustomerField, number>> = {};
  const taken = new Set<number>();
  const take = (field: CustomerField, fits: (title: string) => boolean) => {
    if (columns[field] !== undefined) return;
    const at = titles.findIndex((title, index) => !taken.has(index) && fits(title));
    if (at < 0) return;
    columns[field] = at;
    taken.add(at);
  };
  for (const field of customerFields) take(field, (title) => title === field);
  for (const field of guessed) for (const name of names[field]) take(field, (title) => name.test(title));
  return columns;
}

/** What a file must have to be read; null when it does. */
export function missingColumn(columns: Columns, manyProducts: boolean): string | null {
  if (columns.code === undefined)
    return 'Aucune colonne ne donne le code de la collectivité : nommez-la « code », « INSEE », « SIREN » ou « SIRET ».';
  if (manyProducts && columns.produit === undefined)
    return 'Aucune colonne ne donne le produit : nommez-la « produit ».';
  return null;
}
