import {
  EmptyState,
  Exports,
  exportsOf,
  FilterSelect,
  Filters,
  formatNumber,
  listHref,
  PagedTable,
  PageHeader,
  plural,
  Section,
  TextField,
} from '../../../ui/index.ts';
import { alikePath, vendorPath } from '../addresses.ts';
import type { VendorsQuery } from '../schemas.ts';
import type { VendorPage } from '../vendor.ts';
import { DemonstrationMark, ToldBy } from './marks.tsx';

export interface VendorListProps {
  listed: VendorPage;
  query: VendorsQuery;
  rollouts: readonly { slug: string; title: string }[];
  mayManage: boolean;
}

/** Vendors in the order of the alphabet. */
export function VendorListPage({ listed, query, rollouts, mayManage }: VendorListProps) {
  const { items, total, page, pages } = listed;
  const narrowed = Boolean(query.q || query.deploiement);
  const titleOf = (slug: string) => rollouts.find((one) => one.slug === slug)?.title ?? slug;
  return (
    <>
      <PageHeader
        title="Éditeurs de logiciels"
        lead="Ceux qui disent ici quels produits ils proposent et quelles collectivités ils équipent, par ordre alphabétique."
        meta={
          <>
            <a href={alikePath}>Quels éditeurs équipent des collectivités comme la mienne ?</a>
            {mayManage && <a href="/administration/editeurs">Gérer les espaces</a>}
          </>
        }
      />
      <Filters action="/editeurs" label="Filtrer les éditeurs" resetHref={narrowed ? '/editeurs' : undefined}>
        <TextField
          name="q"
          label="Éditeur ou produit"
          value={query.q ?? ''}
          required={false}
          maxLength={200}
        />
        <FilterSelect
          name="deploiement"
          label="Déploiement"
          value={query.deploiement}
          choices={rollouts.map(({ slug, title }) => ({ value: slug, label: title }))}
        />
      </Filters>
      <Section id="liste" title={plural(total, 'éditeur')}>
        {total === 0 ? (
          <EmptyState
            title={narrowed ? 'Aucun éditeur sous ces filtres' : 'Aucun éditeur pour l’instant'}
            level={3}
          >
            {narrowed ? (
              <p>Essayez un autre mot, ou retirez un filtre.</p>
            ) : (
              <p>
                Un éditeur apparaît ici quand l’équipe du programme lui a ouvert un espace, à sa demande : son
                agent <a href="/inscription">s’inscrit</a>, l’équipe vérifie, puis il décrit ses produits.
              </p>
            )}
          </EmptyState>
        ) : (
          <PagedTable
            id="editeurs"
            caption="Éditeurs, par ordre alphabétique"
            captionHidden={pages === 1}
            columns={[
              { label: 'Éditeur' },
              { label: 'Produits' },
              { label: 'Déploiements' },
              { label: 'Collectivités équipées', numeric: true },
              { label: 'Source' },
            ]}
            rows={items.map((vendor) => [
              <>
                <a href={vendorPath(vendor)}>{vendor.name}</a> <DemonstrationMark {...vendor} />
              </>,
              vendor.products.join(', ') || 'Aucun décrit',
              vendor.rollouts.map(titleOf).join(', ') || '—',
              vendor.toldAt === null ? 'non dit' : formatNumber(vendor.authorities),
              <ToldBy toldAt={vendor.toldAt} />,
            ])}
            page={page}
            pages={pages}
            hrefOf={(to) => `${listHref('/editeurs', { ...query, page: to })}#liste`}
            pagesLabel="Pages d’éditeurs"
          />
        )}
      </Section>
      <Exports
        items={exportsOf({
          json: listHref('/editeurs.json', query),
          csv: listHref('/editeurs.csv', { ...query, page: 1 }),
        })}
      />
    </>
  );
}
