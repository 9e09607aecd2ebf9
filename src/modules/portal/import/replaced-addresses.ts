import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Replacements } from '../jekyll/index.ts';

const content = z.array(
  z.strictObject({ from: z.url(), to: z.string().startsWith('/'), note: z.string().min(1) }),
);

/** Addresses of the programme's former tools, and the pages of this site that took their place. */
export async function replacedAddresses(): Promise<Replacements> {
  const text = await readFile(join(process.cwd(), 'data/replaced-addresses.json'), 'utf8');
  return new Map(content.parse(JSON.parse(text)).map(({ from, to }) => [from, to]));
}
