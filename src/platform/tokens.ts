import { createHash, randomBytes } from 'node:crypto';

/** A secret that a link or a cookie carries: 256 bits, in 43 characters that an address may hold. */
export const newToken = (): string => randomBytes(32).toString('base64url');

/** What the database keeps of it: whoever reads the database cannot use the link. */
export const hashToken = (token: string): Buffer => createHash('sha256').update(token).digest();
