import type { ComponentChildren } from 'preact';
import type { AuthorityKind } from '../../../platform/database/index.ts';
import { pageCount } from '../../../platform/http/index.ts';
import {
  Alert,
  Columns,
  capitalised,
  DescriptionList,
  formatNumber,
  PageHeader,
  Pagination,
  Panel,
  plural,
  Section,
  Sources,
  SubNav,
  Table,
} from '../../../ui/index.ts';
import { authorityUrl, kindLabel, kindPlural, populationSourceOf, segments } from '../labels.ts';
import type { Authority, AuthoritySummary, OldCode, AuthorityPage as Page } from '../queries.ts';

export interface Contents extends Page {
  kind: AuthorityKind;
  page: number;
  perPage: number;
  counts: Partial<Record<AuthorityKind, number>>;
  /** The kinds that this authority holds, in the order of their tabs. */
  kinds: readonly AuthorityKind[];
}

export interface AuthorityPageProps {
  authority: Authority;
  ancestors: readonly AuthoritySummary[];
  seat: AuthoritySummary | null;
  former: readonly OldCode[];
  /** Null when it holds nothing. */
  contents: Contents | null;
  /** Version of the source package. */
  sourceVersion: string;
  /** What other parts say of it before everything else. */
  lead?: ComponentChildren;
  /** What they say besides. */
  children?: ComponentChildren;
}

export function AuthorityPage(props: AuthorityPageProps) {
  const { authority, ancestors, former, contents, lead, children } = props;
  const where = ancestors.filter(({ kind }) => kind === 'departement' || kind === 'region' || kind === 'com');
  return (
    <>
      <PageHeader
        eyebrow={capitalised(kindLabel(authority))}
        title={authority.name}
        lead={where.map(({ name }) => name).join(', ') || undefined}
      />
      {authority.ended_at && (
        <Alert kind="warning">
          <p>Cette collectivité ne figure plus dans le découpage administratif en vigueur.</p>
        </Alert>
      )}
      {lead}
      <Columns
        aside={<Identity {...props} />}
        more={
          (contents || former.length > 0) && (
            <>
              {contents && <ContentsSection authority={authority} contents={contents} />}
              {former.length > 0 && <FormerCommunes authority={authority} former={former} />}
            </>
          )
        }
      >
        {children}
      </Columns>
    </>
  );
}

function Identity({ authority, ancestors, seat, sourceVersion }: AuthorityPageProps) {
  const { kind, code, siren, population, postcodes } = authority;
  const population_source = populationSourceOf(authority);
  return (
    <>
      <Panel title="Carte d’identité">
        <DescriptionList
          items={[
            {
              term: 'Population',
              value: population === null ? 'Non connue' : plural(population, 'habitant'),
            },
            { term: 'Code INSEE', value: kind === 'epci' || kind === 'ept' ? undefined : code },
            { term: 'SIREN', value: siren ?? 'non fourni par les données officielles utilisées' },
            { term: postcodes.length > 1 ? 'Codes postaux' : 'Code postal', value: postcodes.join(', ') },
            { term: 'Chef-lieu', value: seat && <AuthorityLink authority={seat} /> },
            ...belonging(ancestors),
          ]}
        />
        <p>
          <a href={`${authorityUrl(authority)}.json`}>Ces données en JSON</a>
        </p>
      </Panel>
      <Sources
        sources={[
          ...(population_source ? [population_source] : []),
          {
            label: `Découpage administratif ${sourceVersion} (Etalab), d’après l’Insee, la DGCL et La Poste`,
            url: 'https://github.com/datagouv/decoupage-administratif',
          },
        ]}
      />
    </>
  );
}

const belongsTo: readonly { kind: AuthorityKind; one: string; many: string }[] = [
  { kind: 'ept', one: 'Établissement public territorial', many: 'Établissements publics territoriaux' },
  { kind: 'epci', one: 'Intercommunalité', many: 'Intercommunalités' },
  { kind: 'departement', one: 'Département', many: 'Départements' },
  { kind: 'region', one: 'Région', many: 'Régions' },
  { kind: 'com', one: 'Outre-mer', many: 'Outre-mer' },
];

function belonging(ancestors: readonly AuthoritySummary[]): { term: string; value: ComponentChildren }[] {
  return belongsTo.flatMap(({ kind, one, many }) => {
    const those = ancestors.filter((ancestor) => ancestor.kind === kind);
    if (those.length === 0) return [];
    const links = those.flatMap((authority, index) => [
      index > 0 ? ', ' : '',
      <AuthorityLink authority={authority} />,
    ]);
    return [{ term: those.length > 1 ? many : one, value: links }];
  });
}

function AuthorityLink({ authority }: { authority: AuthoritySummary }) {
  return <a href={authorityUrl(authority)}>{authority.name}</a>;
}

function FormerCommunes({ authority, former }: { authority: Authority; former: readonly OldCode[] }) {
  const districts = former.every(({ kind }) => kind === 'arrondissement');
  return (
    <Section title={districts ? 'Arrondissements municipaux' : 'Anciennes communes'} id="anciennes-communes">
      <Table
        id="communes-rattachees"
        caption={`${districts ? 'Arrondissements municipaux' : 'Communes déléguées ou associées'} ${authority.of_name}`}
        captionHidden
        columns={[{ label: 'Nom' }, { label: 'Code INSEE' }]}
        rows={former.map(({ code, name }) => [name, code])}
      />
    </Section>
  );
}

function ContentsSection({ authority, contents }: { authority: Authority; contents: Contents }) {
  const { kind, kinds, counts, page, perPage, total } = contents;
  const href = (type: AuthorityKind, at = 1): string => {
    const search = new URLSearchParams();
    if (type !== kinds[0]) search.set('type', segments[type]);
    if (at > 1) search.set('page', String(at));
    const query = search.toString();
    return `${authorityUrl(authority)}${query && `?${query}`}`;
  };
  const title = `${capitalised(kindPlural(kind))} ${authority.of_name}`;
  return (
    <Section
      title={title}
      id="contenu-territorial"
      intro={
        kind === 'epci' && authority.kind !== 'epci'
          ? 'Y compris celles qui s’étendent aussi au-delà de ses limites.'
          : undefined
      }
    >
      {kinds.length > 1 && (
        <SubNav
          label="Ce que ce territoire comprend"
          current={href(kind)}
          items={kinds.map((one) => ({
            label: capitalised(kindPlural(one)),
            href: href(one),
            count: counts[one],
          }))}
        />
      )}
      <Table
        id="territoires"
        caption={`${title} : code et population${total > perPage ? `, page ${page}` : ''}`}
        captionHidden
        columns={[
          { label: 'Nom' },
          { label: kind === 'epci' || kind === 'ept' ? 'SIREN' : 'Code INSEE' },
          { label: 'Population', numeric: true },
        ]}
        rows={contents.authorities.map((inside) => [
          <AuthorityLink authority={inside} />,
          inside.code,
          people(inside),
        ])}
      />
      <Pagination page={page} pages={pageCount(total, perPage)} hrefOf={(at) => href(kind, at)} />
    </Section>
  );
}

function people({ population }: AuthoritySummary): string {
  return population === null ? '—' : formatNumber(population);
}
