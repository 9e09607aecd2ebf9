import {
  Alert,
  Badge,
  Columns,
  capitalised,
  DescriptionList,
  EmptyState,
  Exports,
  formatNumber,
  listHref,
  PageHeader,
  Panel,
  plural,
  Section,
  Table,
  Time,
} from '../../../ui/index.ts';
import { kindPlural } from '../../territories/index.ts';
import { managePath, spacePath, vendorPath } from '../addresses.ts';
import type { EquipmentCounts } from '../equipment.ts';
import type { Product } from '../product.ts';
import type { Vendor } from '../vendor.ts';
import { DemonstrationMark, ToldBy } from './marks.tsx';

export interface VendorPageProps {
  vendor: Vendor;
  products: readonly Product[];
  counts: EquipmentCounts;
  rollouts: readonly { slug: string; title: string }[];
  /** Whether the reader is of this vendor, or of the programme team. */
  isOurs: boolean;
  mayManage: boolean;
}

/** A vendor: its products, and how many authorities it tells that it equips, where. */
export function VendorPage({ vendor, products, counts, rollouts, isOurs, mayManage }: VendorPageProps) {
  const here = vendorPath(vendor);
  return (
    <>
      <PageHeader
        eyebrow="Éditeur de logiciels"
        title={vendor.name}
        lead="Ce que l’éditeur dit de ses produits et des collectivités qu’ils équipent. Le programme le publie tel quel et ne recommande personne."
        meta={
          <>
            <DemonstrationMark {...vendor} />
            {isOurs && <a href={spacePath(vendor)}>Votre espace</a>}
            {mayManage && <a href={managePath(vendor)}>Gérer</a>}
          </>
        }
      />
      {vendor.demonstration && (
        <Alert kind="warning">
          <p>
            Cet éditeur est fictif : ses produits et ses liens avec des collectivités sont inventés pour la
            démonstration.
          </p>
        </Alert>
      )}
      <Columns
        aside={
          <Panel title="En bref">
            <DescriptionList
              items={[
                { term: 'SIREN', value: vendor.siren.replace(/(\d{3})(?=\d)/g, '$1\u00a0') },
                {
                  term: 'Site',
                  value: vendor.website && (
                    <a href={vendor.website}>{new URL(vendor.website).hostname.replace(/^www\./, '')}</a>
                  ),
                },
                { term: 'Espace ouvert', value: <Time value={vendor.openedAt} /> },
                { term: 'Organisme', value: <a href={`/organismes/${vendor.slug}`}>Sa fiche</a> },
              ]}
            />
          </Panel>
        }
      >
        <Section id="produits" title="Produits">
          <Products products={products} rollouts={rollouts} here={here} />
        </Section>
        <Section id="collectivites" title="Collectivités équipées">
          <Equipped counts={counts} here={here} />
        </Section>
      </Columns>
      <Exports
        items={[
          { label: 'JSON', href: `${here}.json` },
          { label: 'Collectivités en CSV (tableur)', href: `${here}/collectivites.csv` },
        ]}
      />
    </>
  );
}

function Products({
  products,
  rollouts,
  here,
}: Pick<VendorPageProps, 'products' | 'rollouts'> & { here: string }) {
  if (products.length === 0)
    return (
      <EmptyState title="Aucun produit décrit" level={3}>
        <p>L’éditeur n’a pas encore décrit ses produits.</p>
      </EmptyState>
    );
  return (
    <ul class="cd-items">
      {products.map((product) => (
        <li class="cd-item" id={`produit-${product.id}`}>
          <h3 class="cd-item__title">
            {product.website ? <a href={product.website}>{product.name}</a> : product.name}
          </h3>
          <div class="cd-item__text">
            <p>{product.purpose}</p>
          </div>
          <div class="cd-meta">
            {product.withdrawnAt && (
              <Badge>
                Retiré depuis le <Time value={product.withdrawnAt} />
              </Badge>
            )}
            {product.formerNames.length > 0 && <span>Anciennement {product.formerNames.join(', ')}</span>}
            {product.rollouts.map((slug) => (
              <a href={`/deploiements/${slug}`}>{rollouts.find((one) => one.slug === slug)?.title ?? slug}</a>
            ))}
            {product.authorities > 0 && (
              <a href={listHref(`${here}/collectivites`, { produit: product.id })}>
                {plural(product.authorities, 'collectivité équipée', 'collectivités équipées')}
              </a>
            )}
          </div>
        </li>
      ))}
    </ul>
  );
}

function Equipped({ counts, here }: { counts: EquipmentCounts; here: string }) {
  const { total, contested, toldAt, kinds, departements } = counts;
  if (total === 0)
    return (
      <EmptyState title="Aucune collectivité dite" level={3}>
        <p>
          L’éditeur n’a dit équiper aucune collectivité. {contested > 0 && `${contestedWords(contested)} `}
          Cela ne veut pas dire qu’il n’en équipe pas.
        </p>
      </EmptyState>
    );
  return (
    <>
      <p>
        <strong>{plural(total, 'collectivité équipée', 'collectivités équipées')}</strong>.{' '}
        <ToldBy toldAt={toldAt} />. {contested > 0 && contestedWords(contested)}
      </p>
      <p>
        <a href={`${here}/collectivites`}>La liste, avec les dates</a>
      </p>
      <Table
        id="par-type"
        caption="Par type de collectivité"
        columns={[
          { label: 'Type' },
          { label: 'Équipées', numeric: true },
          { label: 'Dont l’éditeur ne dit rien', numeric: true },
        ]}
        rows={kinds.map(({ kind, count, known }) => [
          capitalised(kindPlural(kind)),
          formatNumber(count),
          formatNumber(known - count),
        ])}
      />
      <Table
        id="par-departement"
        caption="Par département"
        columns={[{ label: 'Département' }, { label: 'Équipées', numeric: true }]}
        rows={departements.map(({ code, name, count }) => [
          <a href={listHref(`${here}/collectivites`, { departement: code })}>
            {code} {name}
          </a>,
          formatNumber(count),
        ])}
      />
      <p>Des autres départements, l’éditeur n’a rien dit.</p>
    </>
  );
}

const contestedWords = (count: number): string =>
  `${plural(count, 'lien contesté par sa collectivité n’est pas compté', 'liens contestés par leurs collectivités ne sont pas comptés')}.`;
