import { randomUUID } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import type { Deps } from '../../platform/deps.ts';
import { type App, button, fields, formPage, found, Refusal } from '../../platform/http/index.ts';
import { Confirmation, PageHeader, plural } from '../../ui/index.ts';
import { allRollouts } from '../rollouts/index.ts';
import { inSpace } from './access.ts';
import { openContests } from './contesting.ts';
import { countEquipments } from './equipment.ts';
import { spaceMeta } from './page-meta.ts';
import { historyOf, productsOf } from './product.ts';
import { addProduct, editProduct, offerProduct, type ProductInput } from './products.ts';
import { ofThing, ofVendor, productFields } from './schemas.ts';
import { ProductForm, ProductLife } from './views/product-form.tsx';
import { SpaceFrame } from './views/space-frame.tsx';
import { SpaceHome } from './views/space-home.tsx';

const access = 'vendor.work';
const base = '/editeurs/:slug/espace';

/** A vendor's own pages: its products. */
export function spaceRoutes(app: App, deps: Deps): void {
  const { db } = deps;
  const enter = inSpace(deps);
  const onProduct = async (request: FastifyRequest, params: { slug: string; id: string }) => {
    const inside = await enter(request, params);
    const products = await productsOf(db, inside.vendor.slug);
    return { ...inside, product: found(products.find(({ id }) => id === params.id)) };
  };

  app.get(base, { config: { access }, schema: { params: ofVendor } }, async (request, reply) => {
    const { vendor, space } = await enter(request, request.params);
    const [products, counts, contests, rollouts] = await Promise.all([
      productsOf(db, vendor.slug),
      countEquipments(db, vendor.slug),
      openContests(db, { vendor: vendor.slug, page: 1, perPage: 20 }),
      allRollouts(deps),
    ]);
    return reply.page(
      spaceMeta(vendor, null),
      <SpaceFrame
        vendor={vendor}
        title="Espace éditeur"
        lead="Ce que vous dites ici est public, à votre nom. Une collectivité peut contester d’être équipée."
        current={space}
      >
        <SpaceHome
          vendor={vendor}
          products={products}
          counts={counts}
          contests={contests.items}
          rollouts={rollouts}
        />
      </SpaceFrame>,
    );
  });

  /** Boxes that the form does not have are none of ours. */
  const inputOf = async (input: {
    nom: string;
    usage: string;
    site: string | null;
    deploiements: string[];
  }): Promise<ProductInput> => {
    const known = new Set((await allRollouts(deps)).map(({ slug }) => slug));
    if (input.deploiements.some((slug) => !known.has(slug)))
      throw new Refusal('Ce déploiement n’existe pas.', 'deploiements');
    return { name: input.nom, purpose: input.usage, website: input.site, rollouts: input.deploiements };
  };

  formPage(app, deps, {
    path: `${base}/produits/nouveau`,
    access,
    params: ofVendor,
    body: productFields,
    load: enter,
    show: async ({ form, thing: { vendor } }) => ({
      meta: spaceMeta(vendor, 'Ajouter un produit'),
      body: (
        <>
          <PageHeader eyebrow={`Espace de ${vendor.name}`} title="Ajouter un produit" />
          <ProductForm
            form={form}
            vendor={vendor}
            rollouts={await allRollouts(deps)}
            submit="Ajouter le produit"
          />
        </>
      ),
    }),
    submit: async ({ tx, input, thing: { working, space } }) => {
      await addProduct(tx, working, await inputOf(input));
      return { location: space, notice: `${input.nom} est ajouté.` };
    },
  });

  formPage(app, deps, {
    path: `${base}/produits/:id`,
    access,
    params: ofThing,
    body: { ...productFields, version: fields.version },
    load: onProduct,
    initial: ({ thing: { product } }) => ({
      nom: product.name,
      usage: product.purpose,
      site: product.website ?? '',
      deploiements: product.rollouts,
      version: String(product.version),
    }),
    show: async ({ form, thing: { vendor, product } }) => ({
      meta: spaceMeta(vendor, product.name),
      body: (
        <>
          <PageHeader eyebrow={`Espace de ${vendor.name}`} title={product.name} />
          <ProductForm form={form} vendor={vendor} rollouts={await allRollouts(deps)} submit="Enregistrer" />
          <ProductLife
            vendor={vendor}
            product={product}
            history={await historyOf(db, product.id)}
            formKey={randomUUID()}
          />
        </>
      ),
    }),
    submit: async ({ tx, input: { version, ...input }, thing: { working, space, product } }) => {
      await editProduct(tx, working, product, version, await inputOf(input));
      return { location: space, notice: `${input.nom} est à jour.` };
    },
  });

  formPage(app, deps, {
    path: `${base}/produits/:id/retrait`,
    access,
    params: ofThing,
    load: onProduct,
    show: ({ form, thing: { vendor, product, space } }) => ({
      meta: spaceMeta(vendor, 'Retirer un produit'),
      body: (
        <Confirmation
          about={`Espace de ${vendor.name}`}
          question={`Retirer ${product.name} ?`}
          warning={`Il n’équipera plus personne de nouveau. ${plural(product.authorities, 'collectivité le garde', 'collectivités le gardent')}, jusqu’à ce que vous disiez la fin de leur contrat.`}
          act="Retirer ce produit"
          form={form}
          cancelHref={`${space}/produits/${product.id}`}
        />
      ),
    }),
    submit: async ({ tx, thing: { working, product, space } }) => {
      await offerProduct(tx, working, product, false);
      return { location: space, notice: `${product.name} est retiré.` };
    },
  });

  button(app, deps, {
    path: `${base}/produits/:id/remise`,
    access,
    params: ofThing,
    load: onProduct,
    submit: async ({ tx, thing: { working, product, space } }) => {
      await offerProduct(tx, working, product, true);
      return { location: space, notice: `${product.name} est proposé de nouveau.` };
    },
  });
}
