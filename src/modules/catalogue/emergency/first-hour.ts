import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { slug } from '../../../platform/provenance.ts';

/** A sentence, and the resource that says so. */
const saying = z.strictObject({ text: z.string().min(1), resource: slug });

const firstHourFile = z.strictObject({
  title: z.string(),
  note: z.string(),
  /** In their order. */
  steps: z.array(saying).min(1),
  avoid: z.array(saying).min(1),
  /** Whom to turn to anywhere in France. */
  contacts: z.array(saying).min(1),
  /** What to read in each case. */
  cases: z.array(saying).min(1),
});

export type FirstHour = z.infer<typeof firstHourFile>;
export type Saying = FirstHour['steps'][number];

/** `data/first-hour.json`: what to do, as resources of the catalogue say. */
export async function readFirstHour(): Promise<FirstHour> {
  return firstHourFile.parse(
    JSON.parse(await readFile(join(process.cwd(), 'data', 'first-hour.json'), 'utf8')),
  );
}

export const resourcesNamed = ({ steps, avoid, contacts, cases }: FirstHour): string[] => [
  ...new Set([...steps, ...avoid, ...contacts, ...cases].map(({ resource }) => resource)),
];
