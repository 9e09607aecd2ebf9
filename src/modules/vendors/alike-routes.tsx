import type { Deps } from '../../platform/deps.ts';
import { type App, csvType, notFound, toCsv } from '../../platform/http/index.ts';
import { allRollouts } from '../rollouts/index.ts';
import { type Authority, type AuthorityHit, authorityNamed, authorityUrl } from '../territories/index.ts';
import { alikePath, vendorPath } from './addresses.ts';
import { type AlikeQuery, alikeQuery } from './schemas.ts';
import { type Alike, vendorsAlike } from './similar.ts';
import { AlikePage } from './views/alike.tsx';

type Answer =
  | { authority: Authority; alike: Alike }
  | { error: string; choices: readonly AuthorityHit[] }
  | null;

/** Which vendors equip authorities like mine. */
export function alikeRoutes(app: App, deps: Deps): void {
  const { db, settings } = deps;
  const { publicUrl } = settings;

  const answer = async (query: AlikeQuery): Promise<Answer> => {
    if (!query.collectivite_id && !query.collectivite) return null;
    const named = await authorityNamed(db, query.collectivite ?? '', query.collectivite_id);
    if (!('authority' in named))
      return {
        error:
          named.choices.length > 0
            ? 'Plusieurs collectivités peuvent correspondre : choisissez la vôtre.'
            : 'Aucune collectivité ne correspond. Tapez son nom, ou son code INSEE ou SIREN.',
        choices: named.choices,
      };
    const { authority } = named;
    const within = query.ou;
    return {
      authority,
      alike: await vendorsAlike(db, authority, { within, rollout: query.deploiement ?? null }),
    };
  };

  app.get(
    alikePath,
    { config: { access: 'public', cache: true }, schema: { querystring: alikeQuery } },
    async ({ query }, reply) => {
      const answered = await answer(query);
      const wrong = answered && 'error' in answered ? answered : null;
      if (wrong) reply.code(422);
      return reply.page(
        {
          title: 'Des éditeurs pour des collectivités comme la mienne',
          canonical: alikePath,
          noindex: answered !== null,
          breadcrumb: [{ label: 'Éditeurs', href: '/editeurs' }, { label: 'Comme ma collectivité' }],
        },
        <AlikePage
          query={query}
          error={wrong?.error}
          choices={wrong?.choices ?? []}
          rollouts={await allRollouts(deps)}
          found={answered && 'alike' in answered ? answered : null}
        />,
      );
    },
  );

  const found = async (query: AlikeQuery) => {
    const answered = await answer(query);
    if (!answered || !('alike' in answered))
      notFound('Dites de quelle collectivité il s’agit, par son code.');
    return answered;
  };

  app.get(
    `${alikePath}.json`,
    { config: { access: 'public', cache: true }, schema: { querystring: alikeQuery } },
    async ({ query }) => {
      const { authority, alike } = await found(query);
      return {
        authority: { id: authority.id, name: authority.name, url: publicUrl + authorityUrl(authority) },
        compared: alike.authorities.length,
        within: query.ou,
        untold: alike.untold,
        source: 'vendor',
        told_at: alike.toldAt,
        items: alike.vendors.map((vendor) => ({
          slug: vendor.slug,
          name: vendor.name,
          demonstration: vendor.demonstration,
          products: vendor.products,
          count: vendor.count,
          examples: vendor.examples.map(({ authority: like, product, from }) => ({
            id: like.id,
            name: like.name,
            population: like.population,
            product,
            since: from,
            url: publicUrl + authorityUrl(like),
          })),
          url: publicUrl + vendorPath(vendor),
        })),
      };
    },
  );

  app.get(
    `${alikePath}.csv`,
    { config: { access: 'public' }, schema: { querystring: alikeQuery } },
    async ({ query }, reply) => {
      const { authority, alike } = await found(query);
      return reply
        .type(csvType)
        .header('content-disposition', `attachment; filename="editeurs-comme-${authority.code}.csv"`)
        .send(
          toCsv(
            ['editeur', 'produits', 'equipees', 'comparees', 'exemples', 'source', 'adresse'],
            alike.vendors.map((vendor) => [
              vendor.name,
              vendor.products.join(', '),
              vendor.count,
              alike.authorities.length,
              vendor.examples.map(({ authority: { name }, from }) => `${name} (${from})`).join(', '),
              vendor.demonstration ? 'Démonstration' : 'Déclaré par l’éditeur',
              publicUrl + vendorPath(vendor),
            ]),
          ),
        );
    },
  );
}
