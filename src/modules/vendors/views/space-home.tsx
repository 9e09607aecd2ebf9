import {
  Alert,
  Badge,
  Button,
  ButtonGroup,
  EmptyState,
  formatDate,
  formatNumber,
  KeyFigures,
  Section,
  Table,
} from '../../../ui/index.ts';
import { spacePath } from '../addresses.ts';
import type { Contest } from '../contesting.ts';
import type { EquipmentCounts } from '../equipment.ts';
import type { Product } from '../product.ts';
import type { Vendor } from '../vendor.ts';

export interface SpaceHomeProps {
  vendor: Vendor;
  products: readonly Product[];
  counts: EquipmentCounts;
  contests: readonly Contest[];
  rollouts: readonly { slug: string; title: string }[];
}

/** What a vendor has here, and what waits. */
export function SpaceHome({ vendor, products, counts, contests, rollouts }: SpaceHomeProps) {
  const space = spacePath(vendor);
  const titleOf = (slug: string) => rollouts.find((one) => one.slug === slug)?.title ?? slug;
  return (
    <>
      {contests.length > 0 && (
        <Alert kind="warning" title="Des collectivités contestent un lien">
          <ul>
            {contests.map((contest) => (
              <li>
                <a href={`${space}/collectivites/${contest.equipmentId}`}>
                  {contest.authorityName}, {contest.product}
                </a>
                , le {formatDate(contest.at)}
              </li>
            ))}
          </ul>
          <p>Ces liens ne sont plus comptés tant que rien n’est tranché.</p>
        </Alert>
      )}
      {products.length > 0 && (
        <KeyFigures
          items={[
            {
              value: formatNumber(counts.total),
              label: 'Collectivités équipées',
              href: `${space}/collectivites?etat=en-cours`,
            },
            {
              value: formatNumber(counts.contested),
              label: 'Liens contestés',
              href: `${space}/collectivites?etat=contestes`,
            },
          ]}
        />
      )}
      <Section id="produits" title="Vos produits">
        {products.length === 0 ? (
          <EmptyState
            title="Aucun produit pour l’instant"
            level={3}
            action={<Button href={`${space}/produits/nouveau`}>Ajouter un produit</Button>}
          >
            <p>Décrivez un produit ; vous pourrez ensuite dire quelles collectivités il équipe.</p>
          </EmptyState>
        ) : (
          <>
            <Table
              id="vos-produits"
              caption="Produits, déploiements et collectivités"
              captionHidden
              columns={[
                { label: 'Produit' },
                { label: 'Déploiements' },
                { label: 'Collectivités', numeric: true },
                { label: 'État' },
              ]}
              rows={products.map((product) => [
                <a href={`${space}/produits/${product.id}`}>{product.name}</a>,
                product.rollouts.map(titleOf).join(', ') || 'Aucun',
                formatNumber(product.authorities),
                product.withdrawnAt ? (
                  <Badge>Retiré le {formatDate(product.withdrawnAt)}</Badge>
                ) : (
                  <Badge kind="success">Proposé</Badge>
                ),
              ])}
            />
            <ButtonGroup>
              <Button href={`${space}/produits/nouveau`} kind="secondary">
                Ajouter un produit
              </Button>
              <Button href={`${space}/fichiers/nouveau`} kind="secondary">
                Envoyer la liste de vos collectivités
              </Button>
            </ButtonGroup>
          </>
        )}
      </Section>
    </>
  );
}
