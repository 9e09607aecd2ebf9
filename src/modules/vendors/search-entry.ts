import type { Db } from '../../platform/database/index.ts';
import { indexEntry } from '../../platform/search/index.ts';

/** Makes a vendor findable by its name and by what its products are called and for. */
export async function indexVendor(tx: Db, slug: string): Promise<void> {
  const { name } = await tx
    .selectFrom('organisations')
    .select('name')
    .where('slug', '=', slug)
    .executeTakeFirstOrThrow();
  const products = await tx
    .selectFrom('vendor_products')
    .select(['name', 'purpose'])
    .where('vendor', '=', slug)
    .where('withdrawn_at', 'is', null)
    .orderBy('name')
    .execute();
  await indexEntry(tx, {
    kind: 'vendor',
    key: slug,
    url: `/editeurs/${slug}`,
    title: name,
    names: products.map((product) => product.name),
    summary:
      products.length > 0
        ? `Éditeur de logiciels : ${products.map((product) => product.name).join(', ')}`
        : 'Éditeur de logiciels',
    body: products.map(({ purpose }) => purpose).join('\n'),
  });
}
