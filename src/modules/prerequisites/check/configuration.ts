import { type FieldName, fieldNames, fields } from './fields.ts';
import { holdsSecret, isSecretName } from './secrets.ts';

/** What a field was found to say: nothing, some values, or something that it cannot hold. */
export type Reading =
  | { kind: 'absent' }
  | { kind: 'odd' }
  | { kind: 'told'; values: readonly string[]; truncated: boolean };

/** A relying party's configuration, as far as it is looked at. */
export interface Configuration {
  readings: ReadonlyMap<FieldName, Reading>;
  /** Names that say nothing to us: counted, never shown. */
  ignored: number;
  /** Whether a secret came with it. */
  secret: boolean;
}

/** Nobody declares more addresses. */
export const mostValues = 50;
const longestValue = 2000;

const absent: Reading = { kind: 'absent' };
const odd: Reading = { kind: 'odd' };

/** Reads what somebody sent, whatever it is: null when it is no object, which no configuration is. */
export function readConfiguration(json: unknown): Configuration | null {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return null;
  // Own properties alone: `__proto__` is then a name like another.
  const given = new Map<string, unknown>(Object.entries(json));
  const known = new Set<string>(fieldNames.flatMap((name) => fields[name].keys));
  const unknown = [...given.keys()].filter((key) => !known.has(key));
  return {
    readings: new Map(fieldNames.map((name) => [name, readField(name, given)])),
    ignored: unknown.filter((key) => !isSecretName(key)).length,
    secret: holdsSecret(json),
  };
}

export function readingOf({ readings }: Configuration, name: FieldName): Reading {
  return readings.get(name) ?? absent;
}

/** The values of a field; none when it is not given, or odd. */
export function valuesAt(configuration: Configuration, name: FieldName): readonly string[] {
  const reading = readingOf(configuration, name);
  return reading.kind === 'told' ? reading.values : [];
}

function readField(name: FieldName, given: ReadonlyMap<string, unknown>): Reading {
  const { shape, keys } = fields[name];
  const values: string[] = [];
  for (const key of keys) {
    const read = valuesOf(given.get(key), shape);
    if (read === null) return odd;
    values.push(...read);
  }
  if (values.length === 0) return absent;
  return { kind: 'told', values: values.slice(0, mostValues), truncated: values.length > mostValues };
}

/** The values of one property; null when they are not of the kind that the field holds. */
function valuesOf(value: unknown, shape: (typeof fields)[FieldName]['shape']): string[] | null {
  if (value === undefined || value === null || value === '') return [];
  if (shape === 'done') return doneOf(value);
  const list: unknown[] = Array.isArray(value) ? value.slice(0, mostValues + 1) : [value];
  const texts = list.filter((one) => typeof one === 'string');
  if (texts.length < list.length || texts.some((one) => one.length > longestValue)) return null;
  if (shape === 'text' && texts.length > 1) return null;
  return shape === 'words' ? texts.flatMap((one) => one.split(/\s+/)).filter((one) => one !== '') : texts;
}

/** Whether it is done: true and false as such or in words; anything else that is given is an example of it. */
function doneOf(value: unknown): string[] | null {
  if (typeof value === 'boolean') return [String(value)];
  if (typeof value !== 'string') return null;
  return [/^(false|no|non|none|off|0)$/i.test(value.trim()) ? 'false' : 'true'];
}
