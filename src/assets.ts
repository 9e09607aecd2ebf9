import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const manifest = z.object({
  css: z.array(z.string()),
  js: z.array(z.string()),
  icon: z.string(),
  embedCss: z.string(),
});

/** Addresses of the style sheets and scripts that the build made, by brand. */
export type Assets = z.output<typeof manifest>;

export const assetsFolder = join(process.cwd(), 'dist', 'assets');

export function readAssets(brand: 'neutral' | 'etat'): Assets {
  const file = join(assetsFolder, 'manifest.json');
  return (
    z.record(z.string(), manifest).parse(JSON.parse(readFileSync(file, 'utf8')))[brand] ?? {
      css: [],
      js: [],
      icon: '',
      embedCss: '',
    }
  );
}
