import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import type { PdfBlock, PdfDocument } from '../../platform/pdf/index.ts';
import { formatDate } from '../../ui/index.ts';
import type { Charter, Version } from './charter.ts';
import { signed, verified } from './jws.ts';
import { parties, partyLabels } from './parties.ts';
import type { ReceiptKey } from './receipt-key.ts';
import type { SignatoryFile } from './register-queries.ts';
import { siretWords } from './siret.ts';

/** What a receipt says, in the words of its JSON. */
export const receiptSchema = z.strictObject({
  type: z.literal('cordee.recu-de-charte'),
  format: z.literal(1),
  /** The register that issues it. */
  iss: z.string(),
  /** Its signature, by its id: stays when its address changes. */
  id: z.uuid(),
  charter: z.strictObject({
    slug: z.string(),
    title: z.string(),
    version: z.int(),
    sha256: z.string(),
  }),
  signatory: z.strictObject({ organisation: z.string(), siret: z.string(), kind: z.enum(parties) }),
  perimeter: z.string(),
  products: z.array(z.string()),
  pledges: z.array(z.strictObject({ code: z.string(), text: z.string(), planned_on: z.iso.date() })),
  confirmed_at: z.iso.datetime(),
  published_at: z.iso.datetime(),
  expires_on: z.iso.date(),
});

export type Receipt = z.infer<typeof receiptSchema>;

/** What the register certifies of a signature: never who signed, whose name is theirs to show or not. */
export function receiptOf(
  file: SignatoryFile,
  charter: Pick<Charter, 'slug' | 'title'>,
  version: Pick<Version, 'number' | 'pledges'>,
  publicUrl: string,
): Receipt {
  const texts = new Map(version.pledges.map(({ code, text }) => [code, text]));
  return {
    type: 'cordee.recu-de-charte',
    format: 1,
    iss: publicUrl,
    id: file.id,
    charter: { slug: charter.slug, title: charter.title, version: version.number, sha256: file.textHash },
    signatory: { organisation: file.organisation, siret: file.siret, kind: file.kind },
    perimeter: file.perimeter,
    products: [...file.products],
    pledges: file.taken.map(({ code, plannedOn }) => ({
      code,
      text: texts.get(code) ?? code,
      planned_on: plannedOn,
    })),
    confirmed_at: file.confirmedAt.toISOString(),
    published_at: file.publishedAt.toISOString(),
    expires_on: file.expiresOn,
  };
}

/** The receipt as a file: what it says, to be read, and the same signed, to be verified. */
export const receiptFile = (receipt: Receipt, key: ReceiptKey) => ({
  recu: receipt,
  jws: signed(receipt, key),
});

const fileSchema = z.strictObject({ recu: z.unknown().optional(), jws: z.string() });

/**
 * The receipt in what somebody gives, the file or its JWS alone; null unless it is authentic to the letter: what can be read
 * beside the JWS must be what was signed.
 */
export function readReceipt(given: string, key: ReceiptKey): Receipt | null {
  const file = fileSchema.safeParse(jsonIn(given));
  const payload = verified(file.success ? file.data.jws : given, key.publicKey);
  const receipt = receiptSchema.safeParse(payload);
  if (!receipt.success) return null;
  const { recu } = file.success ? file.data : {};
  return recu === undefined || isDeepStrictEqual(recu, payload) ? receipt.data : null;
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** The same on paper. */
export function receiptDocument(
  receipt: Receipt,
  { named, url, kid, at }: { named: SignatoryFile['named']; url: string; kid: string; at: Date },
): PdfDocument {
  const { charter, signatory } = receipt;
  const products: PdfBlock[] =
    receipt.products.length > 0
      ? [
          { kind: 'heading', text: 'Produits' },
          { kind: 'list', items: receipt.products, ticks: false },
        ]
      : [];
  return {
    title: charter.title,
    subject: `Reçu de signature : ${signatory.organisation}`,
    author: 'Cordée',
    eyebrow: 'Reçu de signature',
    lead: `${signatory.organisation} a signé cette charte. La signature, relue par une autre personne, est publiée depuis le ${formatDate(receipt.published_at)}.`,
    footer: `${url} · ${formatDate(at)}`,
    at,
    blocks: [
      {
        kind: 'facts',
        items: [
          { term: 'Organisme', value: `${signatory.organisation} (${partyLabels[signatory.kind]})` },
          { term: 'SIRET', value: siretWords(signatory.siret) },
          ...(named ? [{ term: 'Signataire', value: `${named.name}, ${named.functionTitle}` }] : []),
          { term: 'Adresse confirmée le', value: formatDate(receipt.confirmed_at) },
          { term: 'Valable jusqu’au', value: formatDate(receipt.expires_on) },
          { term: 'Texte signé', value: `version ${charter.version}` },
          { term: 'Empreinte du texte (SHA-256)', value: charter.sha256 },
        ],
      },
      { kind: 'heading', text: 'Périmètre' },
      { kind: 'paragraph', text: receipt.perimeter },
      ...products,
      { kind: 'heading', text: 'Engagements pris' },
      {
        kind: 'table',
        columns: ['Engagement', 'Prévu pour le'],
        widths: [3, 1],
        rows: receipt.pledges.map(({ text, planned_on }) => [text, formatDate(planned_on)]),
      },
      {
        kind: 'note',
        title: 'Vérifier ce reçu',
        text: `Ce document se lit ; c’est le reçu signé, ${url}/recu.json, qui fait foi. Chacun le vérifie à l’adresse ${receipt.iss}/chartes/verifier, ou avec la clé publique ${kid}. L’état de la signature a pu changer depuis : il est à l’adresse ${url}.`,
      },
    ],
  };
}
