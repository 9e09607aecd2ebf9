import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { sources } from '../../platform/provenance.ts';

/** `data/departement-shapes.json`, drawn by scripts/departement-shapes.mjs. */
const shapesFile = z.strictObject({
  note: z.string(),
  sources,
  width: z.number(),
  height: z.number(),
  /** SVG path by code. */
  shapes: z.record(z.string(), z.string()),
  /** Boxes of the overseas départements, which are not where they lie. */
  insets: z.array(
    z.strictObject({
      code: z.string(),
      label: z.string(),
      left: z.number(),
      top: z.number(),
      width: z.number(),
      height: z.number(),
    }),
  ),
});

export type MapShapes = z.infer<typeof shapesFile>;

export async function readMapShapes(): Promise<MapShapes> {
  const path = join(process.cwd(), 'data', 'departement-shapes.json');
  return shapesFile.parse(JSON.parse(await readFile(path, 'utf8')));
}
