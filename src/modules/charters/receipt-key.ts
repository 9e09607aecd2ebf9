import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
} from 'node:crypto';
import { z } from 'zod';
import type { Db } from '../../platform/database/index.ts';

/** A public Ed25519 key as RFC 8037 writes it. */
export interface PublicJwk {
  kty: 'OKP';
  crv: 'Ed25519';
  x: string;
  /** Its own thumbprint (RFC 7638). */
  kid: string;
  alg: 'EdDSA';
  use: 'sig';
}

export interface ReceiptKey {
  privateKey: KeyObject;
  publicKey: KeyObject;
  jwk: PublicJwk;
}

/**
 * The key of this instance. Drawn the first time it is asked for; of several processes that ask at once, the first row
 * stays.
 */
export async function receiptKey(db: Db): Promise<ReceiptKey> {
  return keyOf((await kept(db)) ?? (await drawn(db)));
}

const kept = async (db: Db): Promise<Buffer | undefined> =>
  (await db.selectFrom('charter_receipt_key').select('private_key').executeTakeFirst())?.private_key;

async function drawn(db: Db): Promise<Buffer> {
  const { privateKey } = generateKeyPairSync('ed25519');
  await db
    .insertInto('charter_receipt_key')
    .values({ private_key: privateKey.export({ format: 'der', type: 'pkcs8' }) })
    .onConflict((conflict) => conflict.column('single').doNothing())
    .execute();
  const row = await db.selectFrom('charter_receipt_key').select('private_key').executeTakeFirstOrThrow();
  return row.private_key;
}

const exported = z.object({ x: z.string() });

function keyOf(der: Buffer): ReceiptKey {
  const privateKey = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  const publicKey = createPublicKey(privateKey);
  const { x } = exported.parse(publicKey.export({ format: 'jwk' }));
  // The members that RFC 7638 wants, in its order.
  const kid = createHash('sha256')
    .update(JSON.stringify({ crv: 'Ed25519', kty: 'OKP', x }))
    .digest('base64url');
  return { privateKey, publicKey, jwk: { kty: 'OKP', crv: 'Ed25519', x, kid, alg: 'EdDSA', use: 'sig' } };
}
