import type { FormState, TypedValues } from './forms.ts';

/** What was typed in a field of one value; '' when nothing was. */
export function typedText(values: TypedValues, name: string): string {
  const value = values[name];
  return typeof value === 'string' ? value : (value?.[0] ?? '');
}

/** What was ticked under one name. */
export function typedList(values: TypedValues, name: string): string[] {
  return [values[name] ?? []].flat().filter((value) => value !== '');
}

/** A field of one value as its form has it: its name, what was typed, and what is wrong with it. */
export function typedField({ values, errors }: Pick<FormState, 'values' | 'errors'>, name: string) {
  return { name, value: typedText(values, name), error: errors[name] };
}
