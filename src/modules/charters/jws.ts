import { type KeyObject, sign, verify } from 'node:crypto';
import { z } from 'zod';
import type { ReceiptKey } from './receipt-key.ts';

const encoded = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** Signs data as a compact JWS (RFC 7515) with EdDSA (RFC 8037): any library that knows these verifies it. */
export function signed(payload: object, { privateKey, jwk: { kid } }: ReceiptKey): string {
  const input = `${encoded({ alg: 'EdDSA', kid })}.${encoded(payload)}`;
  return `${input}.${sign(null, Buffer.from(input), privateKey).toString('base64url')}`;
}

/** No other algorithm is ever taken, nor any extension that we do not know. */
const header = z.object({ alg: z.literal('EdDSA'), crit: z.undefined().optional() });

/** The data of a compact JWS that this key signed; null for anything else. */
export function verified(jws: string, publicKey: KeyObject): unknown {
  const [head, payload, signature, ...rest] = jws.trim().split('.');
  if (!head || !payload || !signature || rest.length > 0) return null;
  // The decoder skips what is no letter of its alphabet: only the one writing of the bytes will do.
  if (
    [head, payload, signature].some((part) => Buffer.from(part, 'base64url').toString('base64url') !== part)
  )
    return null;
  if (!header.safeParse(decoded(head)).success) return null;
  const isOurs = verify(
    null,
    Buffer.from(`${head}.${payload}`),
    publicKey,
    Buffer.from(signature, 'base64url'),
  );
  return isOurs ? decoded(payload) : null;
}

function decoded(part: string): unknown {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
  } catch {
    return null;
  }
}
