import type { Deps } from '../../platform/deps.ts';
import { type App, csvType, found, pagingOf, toCsv } from '../../platform/http/index.ts';
import { machineDate } from '../../ui/index.ts';
import { allRollouts } from '../rollouts/index.ts';
import { authorityUrl, kindLabel } from '../territories/index.ts';
import { vendorPath } from './addresses.ts';
import { countEquipments, type EquipmentPage, listEquipments } from './equipment.ts';
import { can, noFacts } from './policy.ts';
import { productsOf } from './product.ts';
import { type EquippedQuery, equippedQuery, ofVendor, type VendorsQuery, vendorsQuery } from './schemas.ts';
import { findVendor, type ListedVendor, listVendors, type Vendor, vendorOf } from './vendor.ts';
import { EquippedListPage } from './views/equipped-list.tsx';
import { VendorListPage } from './views/vendor-list.tsx';
import { VendorPage } from './views/vendor-page.tsx';

const cached = { access: 'public', cache: true } as const;
const perPage = 50;
const mostLines = 40_000;

/** Vendors, their products, and the authorities that they tell that they equip. */
export function publicRoutes(app: App, deps: Deps): void {
  const { db, settings } = deps;
  const { publicUrl } = settings;

  const listed = (query: VendorsQuery, size = perPage) =>
    listVendors(
      db,
      { text: query.q ?? '', rollout: query.deploiement ?? null },
      { page: query.page, perPage: size },
    );
  const vendorData = (vendor: ListedVendor) => ({
    slug: vendor.slug,
    name: vendor.name,
    siren: vendor.siren,
    website: vendor.website,
    demonstration: vendor.demonstration,
    products: vendor.products,
    rollouts: vendor.rollouts,
    authorities: vendor.authorities,
    source: 'vendor',
    told_at: vendor.toldAt,
    url: publicUrl + vendorPath(vendor),
  });

  app.get('/editeurs', { config: cached, schema: { querystring: vendorsQuery } }, async (request, reply) =>
    reply.page(
      {
        title: 'Éditeurs de logiciels',
        description:
          'Les éditeurs qui disent ici quelles collectivités ils équipent, et avec quels produits.',
        canonical: '/editeurs',
        breadcrumb: [{ label: 'Éditeurs' }],
        alternates: [{ type: 'application/json', href: '/editeurs.json' }],
      },
      <VendorListPage
        listed={await listed(request.query)}
        query={request.query}
        rollouts={await allRollouts(deps)}
        mayManage={can(request.actor, 'vendor.manage', noFacts)}
      />,
    ),
  );

  app.get('/editeurs.json', { config: cached, schema: { querystring: vendorsQuery } }, async (request) => {
    const page = await listed(request.query);
    return { ...pagingOf(request, publicUrl, page), items: page.items.map(vendorData) };
  });

  app.get(
    '/editeurs.csv',
    { config: { access: 'public' }, schema: { querystring: vendorsQuery } },
    async ({ query }, reply) => {
      const { items } = await listed({ ...query, page: 1 }, mostLines);
      return reply
        .type(csvType)
        .header('content-disposition', 'attachment; filename="editeurs.csv"')
        .send(
          toCsv(
            [
              'nom',
              'siren',
              'site',
              'produits',
              'deploiements',
              'collectivites_equipees',
              'source',
              'dit_le',
              'adresse',
            ],
            items.map((vendor) => [
              vendor.name,
              vendor.siren,
              vendor.website,
              vendor.products.join(', '),
              vendor.rollouts.join(', '),
              vendor.toldAt && vendor.authorities,
              vendor.demonstration ? 'Démonstration' : 'Déclaré par l’éditeur',
              vendor.toldAt && machineDate(vendor.toldAt),
              publicUrl + vendorPath(vendor),
            ]),
          ),
        );
    },
  );

  const load = async (slug: string) => {
    const vendor = found(await findVendor(db, slug), 'Aucun éditeur n’a cette adresse.');
    const [products, counts] = await Promise.all([productsOf(db, slug), countEquipments(db, slug)]);
    return { vendor, products, counts };
  };

  app.get('/editeurs/:slug', { config: cached, schema: { params: ofVendor } }, async (request, reply) => {
    const loaded = await load(request.params.slug);
    const { actor } = request;
    const { vendor } = loaded;
    const attached = actor !== null && (await vendorOf(db, actor.id))?.slug === vendor.slug;
    return reply.page(
      {
        title: vendor.name,
        canonical: vendorPath(vendor),
        noindex: vendor.demonstration,
        breadcrumb: [{ label: 'Éditeurs', href: '/editeurs' }, { label: vendor.name }],
        alternates: [{ type: 'application/json', href: `${vendorPath(vendor)}.json` }],
      },
      <VendorPage
        {...loaded}
        rollouts={await allRollouts(deps)}
        isOurs={can(actor, 'vendor.work', { ...noFacts, vendor: vendor.slug, attached })}
        mayManage={can(actor, 'vendor.manage', noFacts)}
      />,
    );
  });

  app.get('/editeurs/:slug.json', { config: cached, schema: { params: ofVendor } }, async (request) => {
    const { vendor, products, counts } = await load(request.params.slug);
    return {
      slug: vendor.slug,
      name: vendor.name,
      siren: vendor.siren,
      website: vendor.website,
      demonstration: vendor.demonstration,
      products: products.map(
        ({ id, name, purpose, website, withdrawnAt, rollouts, authorities, formerNames }) => ({
          id,
          name,
          former_names: formerNames,
          purpose,
          website,
          withdrawn_at: withdrawnAt,
          rollouts,
          authorities,
        }),
      ),
      authorities: {
        source: 'vendor',
        told_at: counts.toldAt,
        total: counts.total,
        contested: counts.contested,
        by_kind: counts.kinds.map(({ kind, count, known }) => ({ kind, count, unknown: known - count })),
        by_departement: counts.departements,
      },
      url: publicUrl + vendorPath(vendor),
    };
  });

  const equipped = async (vendor: Vendor, query: EquippedQuery, size = perPage): Promise<EquipmentPage> =>
    listEquipments(
      db,
      vendor.slug,
      {
        state: 'en-cours',
        product: query.produit ?? null,
        departement: query.departement ?? null,
        text: query.q ?? '',
      },
      { page: query.page, perPage: size },
    );
  const list = { params: ofVendor, querystring: equippedQuery };

  app.get(
    '/editeurs/:slug/collectivites',
    { config: cached, schema: list },
    async ({ params, query }, reply) => {
      const { vendor, products, counts } = await load(params.slug);
      const here = `${vendorPath(vendor)}/collectivites`;
      return reply.page(
        {
          title: `Collectivités équipées : ${vendor.name}`,
          canonical: here,
          noindex: true,
          breadcrumb: [
            { label: 'Éditeurs', href: '/editeurs' },
            { label: vendor.name, href: vendorPath(vendor) },
            { label: 'Collectivités équipées' },
          ],
          alternates: [{ type: 'application/json', href: `${here}.json` }],
        },
        <EquippedListPage
          vendor={vendor}
          listed={await equipped(vendor, query)}
          query={query}
          products={products}
          departements={counts.departements}
        />,
      );
    },
  );

  app.get('/editeurs/:slug/collectivites.json', { config: cached, schema: list }, async (request) => {
    const vendor = found(await findVendor(db, request.params.slug));
    const page = await equipped(vendor, request.query);
    return {
      vendor: vendor.slug,
      source: 'vendor',
      demonstration: vendor.demonstration,
      ...pagingOf(request, publicUrl, page),
      items: page.items.map(({ authority, product, from, toldAt }) => ({
        id: authority.id,
        name: authority.name,
        place: authority.place,
        population: authority.population,
        product: product.name,
        since: from,
        told_at: toldAt,
        url: publicUrl + authorityUrl(authority),
      })),
    };
  });

  app.get(
    '/editeurs/:slug/collectivites.csv',
    { config: { access: 'public' }, schema: list },
    async ({ params, query }, reply) => {
      const vendor = found(await findVendor(db, params.slug));
      const { items } = await equipped(vendor, { ...query, page: 1 }, mostLines);
      return reply
        .type(csvType)
        .header('content-disposition', `attachment; filename="${vendor.slug}-collectivites.csv"`)
        .send(
          toCsv(
            [
              'code',
              'siren',
              'nom',
              'type',
              'territoire',
              'population',
              'produit',
              'depuis',
              'source',
              'dit_le',
              'adresse',
            ],
            items.map(({ authority, product, from, toldAt }) => [
              authority.code,
              authority.siren,
              authority.name,
              kindLabel({ kind: authority.kind, epci_kind: null }),
              authority.place,
              authority.population,
              product.name,
              from,
              vendor.demonstration ? 'Démonstration' : 'Déclaré par l’éditeur',
              machineDate(toldAt),
              publicUrl + authorityUrl(authority),
            ]),
          ),
        );
    },
  );
}
