import type { FastifyRequest } from 'fastify';
import type { Deps } from '../../platform/deps.ts';
import {
  type App,
  csvType,
  formPage,
  found,
  notFound,
  Refusal,
  typedText,
} from '../../platform/http/index.ts';
import { PageHeader } from '../../ui/index.ts';
import { allRollouts, stageOf } from '../rollouts/index.ts';
import { type Authority, authorityNamed } from '../territories/index.ts';
import { inSpace } from './access.ts';
import { contestsOf } from './contesting.ts';
import { findEquipment, listEquipments } from './equipment.ts';
import { endEquipment, equip, withdrawEquipment } from './equipping.ts';
import { asList } from './file/model.ts';
import { spaceMeta } from './page-meta.ts';
import { productsOf } from './product.ts';
import {
  customersQuery,
  endFields,
  equipFields,
  ofStage,
  ofThing,
  ofVendor,
  reasonFields,
  stageFields,
} from './schemas.ts';
import { takeBackStage, tellStage, toldStagesOf } from './stages.ts';
import { Customer, toldWords } from './views/customer.tsx';
import { CustomerActs, Customers } from './views/customers.tsx';
import { EndForm, EquipForm, StageForm, TakeBackForm, WithdrawForm } from './views/equipment-forms.tsx';
import { SpaceFrame } from './views/space-frame.tsx';

const access = 'vendor.work';
const base = '/editeurs/:slug/espace/collectivites';
const perPage = 50;
const mostLines = 100_000;

/** Whom a vendor equips, and what they reached: told one by one. */
export function customerRoutes(app: App, deps: Deps): void {
  const { db } = deps;
  const enter = inSpace(deps);
  const onEquipment = async (request: FastifyRequest, params: { slug: string; id: string }) => {
    const inside = await enter(request, params);
    const equipment = found(await findEquipment(db, inside.vendor.slug, params.id));
    return { ...inside, equipment, here: `${inside.space}/collectivites/${equipment.id}` };
  };
  /** The rollouts that the product of an equipment serves. */
  const servedBy = async (vendor: string, productId: string) => {
    const [products, rollouts] = await Promise.all([productsOf(db, vendor), allRollouts(deps)]);
    const served = products.find(({ id }) => id === productId)?.rollouts ?? [];
    return rollouts.filter(({ slug }) => served.includes(slug));
  };

  app.get(
    base,
    { config: { access }, schema: { params: ofVendor, querystring: customersQuery } },
    async (request, reply) => {
      const { vendor, space } = await enter(request, request.params);
      const { query } = request;
      const [listed, products, rollouts] = await Promise.all([
        listEquipments(
          db,
          vendor.slug,
          {
            state: query.etat ?? null,
            product: query.produit ?? null,
            departement: query.departement ?? null,
            text: query.q ?? '',
          },
          { page: query.page, perPage },
        ),
        productsOf(db, vendor.slug),
        allRollouts(deps),
      ]);
      return reply.page(
        spaceMeta(vendor, 'Collectivités équipées'),
        <SpaceFrame
          vendor={vendor}
          title="Collectivités équipées"
          current={`${space}/collectivites`}
          actions={<CustomerActs vendor={vendor} />}
        >
          <Customers vendor={vendor} listed={listed} query={query} products={products} rollouts={rollouts} />
        </SpaceFrame>,
      );
    },
  );

  app.get(`${base}.csv`, { config: { access }, schema: { params: ofVendor } }, async (request, reply) => {
    const { vendor } = await enter(request, request.params);
    const { items } = await listEquipments(
      db,
      vendor.slug,
      { state: 'en-cours', product: null, departement: null, text: '' },
      { page: 1, perPage: mostLines },
    );
    return reply
      .type(csvType)
      .header('content-disposition', `attachment; filename="${vendor.slug}-collectivites.csv"`)
      .send(asList(items));
  });

  /** The authority that the form names; throws Refusal when it may be several, or none. */
  const authorityOf = async (typed: string, chosen: string): Promise<Authority> => {
    const named = await authorityNamed(db, typed, chosen);
    if ('authority' in named) return named.authority;
    throw new Refusal(
      named.choices.length > 0
        ? 'Plusieurs collectivités peuvent correspondre : choisissez.'
        : 'Aucune collectivité ne correspond. Tapez son nom, ou son code INSEE ou SIREN.',
      'collectivite',
    );
  };

  formPage(app, deps, {
    path: `${base}/nouvelle`,
    access,
    params: ofVendor,
    body: equipFields,
    load: enter,
    show: async ({ form, thing: { vendor } }) => {
      const named =
        'collectivite' in form.errors
          ? await authorityNamed(db, typedText(form.values, 'collectivite').slice(0, 200))
          : null;
      return {
        meta: spaceMeta(vendor, 'Ajouter une collectivité'),
        body: (
          <>
            <PageHeader eyebrow={`Espace de ${vendor.name}`} title="Ajouter une collectivité" />
            <EquipForm
              form={form}
              vendor={vendor}
              products={await productsOf(db, vendor.slug)}
              choices={named && 'choices' in named ? named.choices : []}
            />
          </>
        ),
      };
    },
    submit: async ({ tx, input, thing: { working, vendor, space } }) => {
      // Looked for among its own: an id of another vendor's is none.
      const product = (await productsOf(tx, vendor.slug)).find(({ id }) => id === input.produit);
      if (!product) throw new Refusal('Choisissez un de vos produits.', 'produit');
      const authority = await authorityOf(input.collectivite, input.collectivite_id);
      const id = await equip(tx, working, { product, authority, from: input.depuis });
      return { location: `${space}/collectivites/${id}`, notice: `${authority.name} est ajoutée.` };
    },
  });

  app.get(`${base}/:id`, { config: { access }, schema: { params: ofThing } }, async (request, reply) => {
    const { vendor, equipment } = await onEquipment(request, request.params);
    const [stages, contests, rollouts, served] = await Promise.all([
      toldStagesOf(db, equipment.id),
      contestsOf(db, equipment.id),
      allRollouts(deps),
      servedBy(vendor.slug, equipment.product.id),
    ]);
    return reply.page(
      spaceMeta(vendor, equipment.authority.name),
      <Customer
        vendor={vendor}
        equipment={equipment}
        stages={stages}
        contests={contests}
        rollouts={rollouts}
        mayTell={served.length > 0}
      />,
    );
  });

  formPage(app, deps, {
    path: `${base}/:id/etape`,
    access,
    params: ofThing,
    body: stageFields,
    load: onEquipment,
    show: async ({ form, thing: { vendor, equipment } }) => ({
      meta: spaceMeta(vendor, 'Déclarer une étape'),
      body: (
        <StageForm
          form={form}
          vendor={vendor}
          equipment={equipment}
          rollouts={await servedBy(vendor.slug, equipment.product.id)}
        />
      ),
    }),
    submit: async ({ tx, input, thing: { working, vendor, equipment, here } }) => {
      const [slug = '', stage = ''] = input.etape.split('/');
      const rollout = (await servedBy(vendor.slug, equipment.product.id)).find((one) => one.slug === slug);
      if (!rollout || (stage !== '' && !stageOf(rollout, stage)))
        throw new Refusal('Choisissez une étape.', 'etape');
      await tellStage(tx, working, equipment, {
        rollout: slug,
        stage: stage || null,
        blocked: input.bloquee,
        since: input.date,
        url: input.preuve,
        note: input.note,
      });
      return { location: here, notice: 'L’étape est déclarée.' };
    },
  });

  formPage(app, deps, {
    path: `${base}/:id/etapes/:statement/retrait`,
    access,
    params: ofStage,
    body: reasonFields,
    load: async (request, params) => {
      const inside = await onEquipment(request, params);
      const told = (await toldStagesOf(db, inside.equipment.id)).find(
        ({ id, retracted }) => id === params.statement && retracted === null,
      );
      return { ...inside, told: told ?? notFound() };
    },
    show: async ({ form, thing: { vendor, equipment, told } }) => ({
      meta: spaceMeta(vendor, 'Retirer une étape'),
      body: (
        <TakeBackForm
          form={form}
          vendor={vendor}
          equipment={equipment}
          words={toldWords(told, await allRollouts(deps))}
        />
      ),
    }),
    submit: async ({ tx, input: { motif }, thing: { working, equipment, told, here } }) => {
      await takeBackStage(tx, working, equipment, { assertionId: told.id, reason: motif });
      return { location: here, notice: 'L’étape est retirée.' };
    },
  });

  formPage(app, deps, {
    path: `${base}/:id/fin`,
    access,
    params: ofThing,
    body: endFields,
    load: onEquipment,
    show: ({ form, thing: { vendor, equipment } }) => ({
      meta: spaceMeta(vendor, 'Fin du contrat'),
      body: <EndForm form={form} vendor={vendor} equipment={equipment} />,
    }),
    submit: async ({ tx, input: { fin }, thing: { working, equipment, here } }) => {
      await endEquipment(tx, working, equipment, fin);
      return { location: here, notice: 'La fin du contrat est enregistrée.' };
    },
  });

  formPage(app, deps, {
    path: `${base}/:id/retrait`,
    access,
    params: ofThing,
    body: reasonFields,
    load: onEquipment,
    show: ({ form, thing: { vendor, equipment } }) => ({
      meta: spaceMeta(vendor, 'Retirer un lien'),
      body: <WithdrawForm form={form} vendor={vendor} equipment={equipment} />,
    }),
    submit: async ({ tx, input: { motif }, thing: { working, equipment, here } }) => {
      await withdrawEquipment(tx, working, equipment, motif);
      return { location: here, notice: 'Le lien est retiré.' };
    },
  });
}
