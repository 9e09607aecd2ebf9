import { mostValues } from './configuration.ts';
import { fieldNames, fields } from './fields.ts';
import { shown } from './secrets.ts';

/**
 * What was understood of a configuration, to be shown in its form again: the fields that we know and nothing else, so that what
 * we do not know, a secret for one, never comes back.
 */
export function understood(json: unknown): string {
  if (typeof json !== 'object' || json === null) return '';
  const given = new Map<string, unknown>(Object.entries(json));
  const kept = fieldNames.flatMap((name) =>
    fields[name].keys.flatMap((key) => {
      const value = safe(given.get(key), fields[name].shape === 'done');
      return value === undefined ? [] : [[key, value] as const];
    }),
  );
  return kept.length === 0 ? '' : JSON.stringify(Object.fromEntries(kept), null, 2);
}

function safe(value: unknown, isDone: boolean): unknown {
  if (typeof value === 'boolean') return value;
  if (typeof value === 'string') return isDone ? value !== '' : shown(value);
  if (!Array.isArray(value)) return undefined;
  return value.flatMap((one) => (typeof one === 'string' ? [shown(one)] : [])).slice(0, mostValues);
}
