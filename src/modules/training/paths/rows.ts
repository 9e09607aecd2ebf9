import { fields, Refusal, type TypedValues, typedText } from '../../../platform/http/index.ts';
import { slug } from '../../../platform/provenance.ts';
import { mostSteps, type Step } from './content.ts';

/** A step as its row of the form has it. */
interface Row {
  ressource: string;
  pourquoi: string;
  duree: string;
  sessions: string;
}

const columns = ['ressource', 'pourquoi', 'duree', 'sessions'] as const;

export const fieldOf = (index: number, column: keyof Row = 'ressource'): string => `etape_${index}_${column}`;

/** What the form may send. */
export const rowFields = Object.fromEntries(
  Array.from({ length: mostSteps }, (_, index) => index).flatMap((index) => [
    [fieldOf(index, 'ressource'), fields.line({ max: 400 }).prefault('')],
    [fieldOf(index, 'pourquoi'), fields.paragraphs({ max: 600 }).prefault('')],
    [fieldOf(index, 'duree'), fields.line({ max: 60 }).prefault('')],
    [fieldOf(index, 'sessions'), fields.line({ max: 5 }).prefault('')],
  ]),
);

function rowsIn(values: TypedValues): Row[] {
  return Array.from({ length: mostSteps }, (_, index) => index)
    .filter((index) => fieldOf(index) in values)
    .map((index) => ({
      ressource: typedText(values, fieldOf(index, 'ressource')),
      pourquoi: typedText(values, fieldOf(index, 'pourquoi')),
      duree: typedText(values, fieldOf(index, 'duree')),
      sessions: typedText(values, fieldOf(index, 'sessions')),
    }));
}

function valuesOf(rows: readonly Row[]): TypedValues {
  return Object.fromEntries(
    rows.flatMap((row, index) => columns.map((column) => [fieldOf(index, column), row[column]])),
  );
}

export const valuesOfSteps = (steps: readonly Step[]): TypedValues =>
  valuesOf(
    steps.map(({ resource, why, time, sessions }) => ({
      ressource: resource,
      pourquoi: why,
      duree: time ?? '',
      sessions: sessions ? '1' : '',
    })),
  );

/** The values once the button that was pressed did its work: `ajouter`, `monter:2`, `descendre:2`, `retirer:2`. */
export function arranged(values: TypedValues): TypedValues {
  const rows = rowsIn(values);
  const [act, place = ''] = typedText(values, 'apercu').split(':');
  const index = Number(place);
  const row = rows[index];
  if (act === 'ajouter' && rows.length < mostSteps)
    rows.push({ ressource: '', pourquoi: '', duree: '', sessions: '' });
  if (row && place !== '') {
    const to = act === 'monter' ? index - 1 : act === 'descendre' ? index + 1 : null;
    if (act === 'retirer') rows.splice(index, 1);
    if (to !== null && to >= 0 && to < rows.length) {
      rows.splice(index, 1);
      rows.splice(to, 0, row);
    }
  }
  const others = Object.entries(values).filter(([name]) => !name.startsWith('etape_') && name !== 'apercu');
  return { ...Object.fromEntries(others), ...valuesOf(rows) };
}

/** How many rows the form has. */
export const rowCount = (values: TypedValues): number => rowsIn(values).length;

/** A slug, or the address of the page of a resource: `/catalogues/donnees/guide-open-data`. */
export function resourceTyped(text: string): string | null {
  const named = /(?:^|\/catalogues\/[a-z]+\/)([a-z0-9-]+)\/?$/.exec(text.trim());
  return slug.safeParse(named?.[1]).data ?? null;
}

/** The steps that are filled in, in the order of the form, each with its row. Throws Refusal, by field. */
export function stepsOfInput(input: Readonly<Record<string, unknown>>): { steps: Step[]; rows: number[] } {
  const errors: Record<string, string> = {};
  const steps: Step[] = [];
  const rows: number[] = [];
  for (let index = 0; index < mostSteps; index += 1) {
    const text = (column: keyof Row) => String(input[fieldOf(index, column)] ?? '');
    if (text('ressource') === '' && text('pourquoi') === '') continue;
    const resource = resourceTyped(text('ressource'));
    if (resource === null)
      errors[fieldOf(index)] = 'Indiquez l’adresse de la fiche, copiée de votre navigateur.';
    if (text('pourquoi') === '')
      errors[fieldOf(index, 'pourquoi')] = 'Dites pourquoi cette étape, à ce moment.';
    if (resource === null || text('pourquoi') === '') continue;
    rows.push(index);
    steps.push({
      resource,
      why: text('pourquoi'),
      time: text('duree') || null,
      sessions: text('sessions') !== '',
    });
  }
  if (Object.keys(errors).length > 0) throw new Refusal(errors);
  return { steps, rows };
}
