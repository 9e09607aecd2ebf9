import {
  AuthorityPicker,
  EmptyState,
  Exports,
  exportsOf,
  FilterSelect,
  Filters,
  formatDate,
  formatNumber,
  listHref,
  PageHeader,
  plural,
  Section,
  SelectField,
  Table,
} from '../../../ui/index.ts';
import {
  type Authority,
  type AuthorityHit,
  authorityDetail,
  authorityUrl,
  distinctName,
  kindCount,
  kindPlural,
} from '../../territories/index.ts';
import { alikePath, vendorPath } from '../addresses.ts';
import type { AlikeQuery } from '../schemas.ts';
import type { Alike } from '../similar.ts';
import { DemonstrationMark } from './marks.tsx';

export interface AlikePageProps {
  query: AlikeQuery;
  error?: string;
  choices: readonly AuthorityHit[];
  rollouts: readonly { slug: string; title: string }[];
  /** Null until an authority is named. */
  found: { authority: Authority; alike: Alike } | null;
}

/** Which vendors tell that they equip authorities like this one: facts, in the order of the alphabet. */
export function AlikePage({ query, error, choices, rollouts, found }: AlikePageProps) {
  return (
    <>
      <PageHeader
        title="Quels éditeurs équipent des collectivités comme la mienne ?"
        lead="Les collectivités du même type, de population voisine, dans la même région ou le même département, et ce que les éditeurs en disent. Sans classement."
      />
      <Filters action={alikePath} label="Choisir une collectivité" submit="Voir">
        <AuthorityPicker
          name="collectivite"
          label="Votre collectivité"
          hint="Son nom, ou son code INSEE ou SIREN"
          value={found ? distinctName(found.authority) : (query.collectivite ?? '')}
          chosen={found?.authority.id}
          error={error}
          choices={choices.map((hit) => ({ id: hit.id, label: hit.name, detail: authorityDetail(hit) }))}
        />
        <SelectField
          name="ou"
          label="Comparer dans"
          value={query.ou}
          placeholder={null}
          choices={[
            { value: 'region', label: 'La même région' },
            { value: 'departement', label: 'Le même département' },
          ]}
        />
        <FilterSelect
          name="deploiement"
          label="Déploiement"
          value={query.deploiement}
          choices={rollouts.map(({ slug, title }) => ({ value: slug, label: title }))}
        />
      </Filters>
      {found && <Found {...found} query={query} />}
    </>
  );
}

function Found({ authority, alike, query }: { authority: Authority; alike: Alike; query: AlikeQuery }) {
  const { authorities, vendors, untold, toldAt } = alike;
  const where = query.ou === 'region' ? 'de la même région' : 'du même département';
  if (authorities.length === 0)
    return (
      <EmptyState title="Aucune collectivité à comparer">
        <p>
          {authority.population === null
            ? `La population de ${authority.name} n’est pas connue : rien ne dit lesquelles lui ressemblent.`
            : `Il n’y a aucune autre collectivité du même type ${where}.`}
        </p>
      </EmptyState>
    );
  const asked = { ...query, collectivite: authority.id, collectivite_id: undefined };
  return (
    <>
      <Section
        id="editeurs"
        title={`Les ${kindPlural(authority.kind)} comme ${authority.name}`}
        intro={`${kindCount(authority.kind, authorities.length)} ${where}, ${peopleWords(authorities)}. ${untoldWords(untold, authorities.length)}${
          toldAt ? ` Dernière déclaration d’un éditeur : le ${formatDate(toldAt)}.` : ''
        }`}
      >
        {vendors.length === 0 ? (
          <EmptyState title="Aucun éditeur n’a rien dit de celles-ci" level={3}>
            <p>
              Cela ne veut pas dire qu’aucun ne les équipe : seuls comptent ceux qui le déclarent ici.{' '}
              <a href="/editeurs">Tous les éditeurs</a>
            </p>
          </EmptyState>
        ) : (
          <Table
            id="comme-la-mienne"
            caption="Par ordre alphabétique ; déclaré par chaque éditeur"
            columns={[
              { label: 'Éditeur' },
              { label: 'Produits' },
              { label: `Équipées, sur ${formatNumber(authorities.length)}`, numeric: true },
              { label: 'Exemples' },
            ]}
            rows={vendors.map((vendor) => [
              <>
                <a href={vendorPath(vendor)}>{vendor.name}</a> <DemonstrationMark {...vendor} />
              </>,
              vendor.products.join(', '),
              formatNumber(vendor.count),
              <ul class="cd-plain-list">
                {vendor.examples.map(({ authority: like, product, from }) => (
                  <li>
                    <a href={authorityUrl(like)}>{like.name}</a>, {product}, depuis le {formatDate(from)}
                  </li>
                ))}
              </ul>,
            ])}
          />
        )}
      </Section>
      {vendors.length > 0 && (
        <p>
          Les exemples sont les plus proches en population. Une collectivité peut être équipée par plusieurs
          éditeurs ; un lien contesté n’est pas compté.
        </p>
      )}
      <Exports
        items={exportsOf({
          json: listHref(`${alikePath}.json`, asked),
          csv: listHref(`${alikePath}.csv`, asked),
        })}
      />
    </>
  );
}

function peopleWords(authorities: Alike['authorities']): string {
  const people = authorities.flatMap(({ population }) => population ?? []);
  const [least, most] = [Math.min(...people), Math.max(...people)];
  return least === most
    ? `de ${plural(least, 'habitant')}`
    : `de ${formatNumber(least)} à ${plural(most, 'habitant')}`;
}

function untoldWords(untold: number, total: number): string {
  if (untold === 0) return 'Toutes ont au moins un éditeur déclaré.';
  if (untold === total) return 'Aucune n’a d’éditeur déclaré.';
  return untold === 1
    ? 'L’une d’elles n’a aucun éditeur déclaré.'
    : `${formatNumber(untold)} d’entre elles n’ont aucun éditeur déclaré.`;
}
