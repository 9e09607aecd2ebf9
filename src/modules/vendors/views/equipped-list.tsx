import {
  EmptyState,
  Exports,
  exportsOf,
  FilterSelect,
  Filters,
  formatDate,
  formatNumber,
  listHref,
  PagedTable,
  PageHeader,
  plural,
  Section,
  TextField,
} from '../../../ui/index.ts';
import { authorityUrl } from '../../territories/index.ts';
import { vendorPath } from '../addresses.ts';
import type { EquipmentPage } from '../equipment.ts';
import type { Product } from '../product.ts';
import type { EquippedQuery } from '../schemas.ts';
import type { Vendor } from '../vendor.ts';
import { DemonstrationMark } from './marks.tsx';

export interface EquippedListProps {
  vendor: Vendor;
  listed: EquipmentPage;
  query: EquippedQuery;
  products: readonly Product[];
  departements: readonly { code: string; name: string }[];
}

/** The authorities that a vendor tells that it equips: those contested are left out. */
export function EquippedListPage({ vendor, listed, query, products, departements }: EquippedListProps) {
  const here = `${vendorPath(vendor)}/collectivites`;
  const { items, total, page, pages } = listed;
  const narrowed = listHref(here, { ...query, page: 1 }) !== here;
  return (
    <>
      <PageHeader
        eyebrow={vendor.name}
        title="Collectivités équipées"
        lead="Déclarées par l’éditeur. Un lien contesté par sa collectivité n’y figure pas tant que rien n’est tranché."
        meta={<DemonstrationMark {...vendor} />}
      />
      <Filters action={here} label="Filtrer les collectivités" resetHref={narrowed ? here : undefined}>
        <TextField name="q" label="Nom" value={query.q ?? ''} required={false} maxLength={200} />
        <FilterSelect
          name="produit"
          label="Produit"
          value={query.produit}
          choices={products.map(({ id, name }) => ({ value: id, label: name }))}
        />
        <FilterSelect
          name="departement"
          label="Département"
          value={query.departement}
          choices={departements.map(({ code, name }) => ({ value: code, label: `${code} ${name}` }))}
        />
      </Filters>
      <Section id="liste" title={plural(total, 'lien')}>
        {total === 0 ? (
          <EmptyState
            title={narrowed ? 'Aucune collectivité sous ces filtres' : 'Aucune collectivité dite'}
            level={3}
          >
            <p>
              {narrowed
                ? 'Retirez un filtre.'
                : 'L’éditeur n’a dit équiper aucune collectivité. Cela ne veut pas dire qu’il n’en équipe pas.'}
            </p>
          </EmptyState>
        ) : (
          <PagedTable
            id="equipees"
            caption="Par ordre alphabétique"
            captionHidden={pages === 1}
            columns={[
              { label: 'Collectivité' },
              { label: 'Où' },
              { label: 'Habitants', numeric: true },
              { label: 'Produit' },
              { label: 'Depuis' },
              { label: 'Dit le' },
            ]}
            rows={items.map(({ authority, product, from, toldAt }) => [
              <a href={authorityUrl(authority)}>{authority.name}</a>,
              authority.place,
              authority.population === null ? 'non connus' : formatNumber(authority.population),
              product.name,
              formatDate(from),
              formatDate(toldAt),
            ])}
            page={page}
            pages={pages}
            hrefOf={(to) => `${listHref(here, { ...query, page: to })}#liste`}
            pagesLabel="Pages de collectivités"
          />
        )}
      </Section>
      <Exports
        items={exportsOf({
          json: listHref(`${here}.json`, query),
          csv: listHref(`${here}.csv`, { ...query, page: 1 }),
        })}
      />
    </>
  );
}
