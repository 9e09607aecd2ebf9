import type { Db } from '../../platform/database/index.ts';
import { indexEntry, removeEntry } from '../../platform/search/index.ts';
import type { Pledge } from './content.ts';

/** Makes the search find a charter by what its version in force says. */
export async function indexCharter(
  tx: Db,
  charter: { slug: string; title: string; summary: string; body: string; pledges: readonly Pledge[] },
): Promise<void> {
  await indexEntry(tx, {
    kind: 'charter',
    key: charter.slug,
    url: `/chartes/${charter.slug}`,
    title: charter.title,
    summary: charter.summary,
    body: [charter.body, ...charter.pledges.map(({ text }) => text)].join('\n'),
    keywords: 'charte engagement signataires éditeurs',
  });
}

/** The same for who signed it; nobody is found who is not in the register. */
export async function indexSignatory(
  tx: Db,
  charter: { slug: string; title: string },
  one: { id: string; slug: string; organisation: string; perimeter: string; products: readonly string[] },
): Promise<void> {
  await indexEntry(tx, {
    kind: 'signatory',
    key: one.id,
    url: `/chartes/${charter.slug}/signataires/${one.slug}`,
    title: one.organisation,
    summary: `Signataire : ${charter.title}`,
    body: one.perimeter,
    keywords: one.products.join('\n'),
  });
}

export const forgetSignatory = (tx: Db, id: string): Promise<void> => removeEntry(tx, 'signatory', id);
