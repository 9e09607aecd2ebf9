import { type TypedValues, typedText } from '../../../platform/http/index.ts';
import { caseNumbers, fieldOf } from './names.ts';

/** Values of the buttons `apercu` that add a case to the form, and take one out of it. */
export const addButton = 'public_ajouter';
export const removeButton = (number: number): string => `public_retirer_${number}`;

/** What the fields hold after the button that was pressed: without the case that was taken out, those after it move up. */
export function afterButton(values: TypedValues): TypedValues {
  const pressed = typedText(values, 'apercu');
  const removed = caseNumbers.find((number) => removeButton(number) === pressed);
  if (removed === undefined) return values;
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => {
      const [, digits, own] = /^public_(\d+)_(.+)$/.exec(name) ?? [];
      if (own === undefined) return name === 'apercu' ? [] : [[name, value]];
      const number = Number(digits);
      if (number === removed) return [];
      return [[number > removed ? fieldOf(number - 1, own) : name, value]];
    }),
  );
}

/** How many cases to draw: those that were there, whatever they hold, and one more when it was asked for. */
export function caseCount(values: TypedValues, errors: Readonly<Record<string, string>> = {}): number {
  const names = [...Object.keys(values), ...Object.keys(errors)];
  const last = caseNumbers.findLast((number) => names.some((name) => name.startsWith(`public_${number}_`)));
  const more = typedText(values, 'apercu') === addButton ? 1 : 0;
  return Math.min((last ?? 1) + more, caseNumbers.length);
}
