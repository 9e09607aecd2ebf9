import {
  Button,
  ButtonGroup,
  EmptyState,
  Exports,
  FilterSelect,
  Filters,
  formatDate,
  listHref,
  PagedTable,
  plural,
  Section,
  TextField,
} from '../../../ui/index.ts';
import { type Rollout, stageWords } from '../../rollouts/index.ts';
import { spacePath } from '../addresses.ts';
import type { Equipment, EquipmentPage } from '../equipment.ts';
import type { Product } from '../product.ts';
import type { CustomersQuery } from '../schemas.ts';
import type { Vendor } from '../vendor.ts';
import { StandingBadge } from './marks.tsx';

export interface CustomersProps {
  vendor: Vendor;
  listed: EquipmentPage;
  query: CustomersQuery;
  products: readonly Product[];
  rollouts: readonly Rollout[];
}

const states = [
  { value: 'en-cours', label: 'En cours' },
  { value: 'contestes', label: 'Contestés' },
  { value: 'termines', label: 'Terminés' },
  { value: 'retires', label: 'Retirés' },
];

/** How to tell of more. */
export function CustomerActs({ vendor }: { vendor: Vendor }) {
  return (
    <ButtonGroup>
      <Button href={`${spacePath(vendor)}/collectivites/nouvelle`}>Ajouter une collectivité</Button>
      <Button href={`${spacePath(vendor)}/fichiers/nouveau`} kind="secondary">
        Envoyer un fichier
      </Button>
    </ButtonGroup>
  );
}

/** Those that a vendor equips, equipped, or said so by mistake. */
export function Customers({ vendor, listed, query, products, rollouts }: CustomersProps) {
  const here = `${spacePath(vendor)}/collectivites`;
  const { items, total, page, pages } = listed;
  const narrowed = listHref(here, { ...query, page: 1 }) !== here;
  return (
    <>
      <Filters action={here} label="Filtrer les collectivités" resetHref={narrowed ? here : undefined}>
        <TextField name="q" label="Nom" value={query.q ?? ''} required={false} maxLength={200} />
        <FilterSelect name="etat" label="État" value={query.etat} choices={states} />
        <FilterSelect
          name="produit"
          label="Produit"
          value={query.produit}
          choices={products.map(({ id, name }) => ({ value: id, label: name }))}
        />
      </Filters>
      <Section id="liste" title={plural(total, 'lien')}>
        {total === 0 ? (
          <EmptyState
            title={narrowed ? 'Aucun lien sous ces filtres' : 'Aucune collectivité pour l’instant'}
            level={3}
          >
            <p>{narrowed ? 'Retirez un filtre.' : 'Ajoutez-les une à une, ou toutes par un fichier.'}</p>
          </EmptyState>
        ) : (
          <PagedTable
            id="vos-collectivites"
            caption="Par ordre alphabétique"
            captionHidden={pages === 1}
            columns={[
              { label: 'Collectivité' },
              { label: 'Produit' },
              { label: 'Depuis' },
              { label: 'Étapes déclarées' },
              { label: 'État' },
            ]}
            rows={items.map((one) => [
              <>
                <a href={`${here}/${one.id}`}>{one.authority.name}</a>
                <span class="cd-standing__said">{one.authority.place}</span>
              </>,
              one.product.name,
              formatDate(one.from),
              stagesWords(one, rollouts),
              <StandingBadge standing={one.standing} until={one.until} />,
            ])}
            page={page}
            pages={pages}
            hrefOf={(to) => `${listHref(here, { ...query, page: to })}#liste`}
            pagesLabel="Pages de collectivités"
          />
        )}
      </Section>
      <Exports items={[{ label: 'CSV, à corriger et renvoyer', href: `${here}.csv` }]} />
    </>
  );
}

function stagesWords({ said }: Equipment, rollouts: readonly Rollout[]): string {
  return (
    said
      .flatMap(({ rollout: slug, stage, since }) => {
        const rollout = rollouts.find((one) => one.slug === slug);
        return rollout ? `${rollout.title} : ${stageWords(rollout, stage)}, ${formatDate(since)}` : [];
      })
      .join(' ; ') || '—'
  );
}
