import { z } from 'zod';

const nowhere = 'http://local.invalid';

/**
 * The value when it is the address of a page of ours, else null. What browsers read as another site's
 * address (`//evil.example`, `/\evil.example`, a tab in between) is not a page of ours.
 */
export function localPath(value: unknown): string | null {
  if (typeof value !== 'string' || value.length > 1000) return null;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: browsers drop them, so they hide a second slash
  if (!value.startsWith('/') || /^\/[/\\]|[\\\u0000-\u0020\u007f]/.test(value)) return null;
  if (!URL.canParse(value, nowhere)) return null;
  const { origin, pathname, search, hash } = new URL(value, nowhere);
  if (origin !== nowhere || pathname.startsWith('//')) return null;
  // Coming back to sign in again leads nowhere.
  if (/^\/(?:connexion|deconnexion|premier-administrateur)(?:\/|$)/.test(pathname)) return null;
  return `${pathname}${search}${hash}`;
}

/** Hidden field of a form: anything but a page of ours counts as absent. */
export const localPathField = z
  .unknown()
  .optional()
  .transform((value) => localPath(value));
