import {
  capitalised,
  Details,
  EmptyState,
  formatNumber,
  KeyFigures,
  PagedTable,
  plural,
  Section,
  Table,
  TagList,
} from '../../../ui/index.ts';
import { authorityUrl, kindLabel, kindPlural } from '../../territories/index.ts';
import type { ConcernedPage } from '../concerned.ts';
import type { Concerned, Share } from '../queries.ts';
import type { ConcernedQuery } from '../schemas.ts';

/** « 2 254 communes concernées, 36 à préciser ; 41 millions d’habitants » */
export function concernedWords({ byKind, yes, unknown, people }: Concerned): string {
  const kinds = byKind.filter((one) => one.yes > 0).map(({ kind }) => kind);
  const [kind] = kinds;
  const isMasculine = kinds.length === 1 && (kind === 'departement' || kind === 'ept');
  const whom =
    kind && kinds.length === 1 && yes > 1 ? kindPlural(kind) : yes > 1 ? 'collectivités' : 'collectivité';
  const agreed = `concerné${isMasculine && yes > 1 ? '' : 'e'}${yes > 1 ? 's' : ''}`;
  return [
    yes === 0 ? 'Aucune collectivité concernée à coup sûr' : `${formatNumber(yes)} ${whom} ${agreed}`,
    unknown > 0 ? `${formatNumber(unknown)} à préciser` : '',
    yes > 0 ? peopleWords(people) : '',
  ]
    .filter(Boolean)
    .join(', ');
}

/** « 41 millions d’habitants », « 4,2 millions d’habitants », « 132 117 habitants » */
export function peopleWords(people: number): string {
  if (people < 1_000_000) return plural(people, 'habitant');
  const millions = people < 10_000_000 ? Math.round(people / 100_000) / 10 : Math.round(people / 1_000_000);
  return `${formatNumber(millions)} million${millions >= 2 ? 's' : ''} d’habitants`;
}

export interface ConcernedViewProps {
  found: ConcernedPage;
  /** Address of the same page under other filters. */
  hrefOf: (query: ConcernedQuery) => string;
}

/** How many authorities a rule is for, by kind, population and place, then which. */
export function ConcernedView({ found, hrefOf }: ConcernedViewProps) {
  const { concerned } = found;
  const { yes, unknown, people } = concerned;
  return (
    <>
      <KeyFigures
        items={[
          { value: formatNumber(yes), label: 'Concernées' },
          { value: formatNumber(unknown), label: 'À préciser' },
          { value: formatNumber(people), label: 'Habitants couverts' },
        ]}
      />
      <Details summary="Comment ces nombres sont comptés">
        <p>
          « À préciser » : la réponse dépend d’un fait qu’aucun fichier public ne donne. Habitants couverts :
          ceux des communes concernées, ou situées dans une collectivité concernée ; chaque commune compte une
          fois. Une intercommunalité à cheval sur plusieurs départements compte dans celui où vivent le plus
          de ses habitants. Population municipale de l’Insee et de la DGCL.
        </p>
      </Details>
      <Section title="Par type de collectivité">
        <Shares
          id="types"
          caption="Collectivités concernées, par type"
          first="Type"
          rows={concerned.byKind.map(({ kind, ...share }) => ({
            name: capitalised(kindPlural(kind)),
            ...share,
          }))}
        />
      </Section>
      <Section title="Communes, selon leur population">
        <Shares
          id="tranches"
          caption="Communes concernées, par tranche de population"
          first="Population"
          rows={concerned.byBand.map(({ label, ...share }) => ({ name: capitalised(label), ...share }))}
        />
      </Section>
      <Places found={found} hrefOf={hrefOf} />
      <List found={found} hrefOf={hrefOf} />
    </>
  );
}

interface Row extends Share {
  name: string;
  href?: string;
}

function Shares({
  id,
  caption,
  first,
  rows,
}: {
  id: string;
  caption: string;
  first: string;
  rows: readonly Row[];
}) {
  return (
    <Table
      id={id}
      caption={caption}
      captionHidden
      columns={[
        { label: first },
        { label: 'Concernées', numeric: true },
        { label: 'À préciser', numeric: true },
        { label: 'Toutes', numeric: true },
      ]}
      rows={rows.map(({ name, href, yes, unknown, total }) => [
        href ? <a href={href}>{name}</a> : name,
        formatNumber(yes),
        formatNumber(unknown),
        formatNumber(total),
      ])}
    />
  );
}

/** Régions, and the départements of the one that was opened. */
function Places({ found: { concerned, query, place }, hrefOf }: ConcernedViewProps) {
  const linked = <One extends Share & { id: string; name: string }>(places: readonly One[]): Row[] =>
    places.map((one) => ({ ...one, href: `${hrefOf({ ...query, territoire: one.id, page: 1 })}#liste` }));
  const departement = concerned.byDepartement.find(({ id }) => id === place?.id);
  const region = concerned.byRegion.find(({ id }) => id === (departement?.region ?? place?.id));
  const inside = concerned.byDepartement.filter((one) => one.region === (region?.id ?? null));
  return (
    <Section title={region ? `Par département : ${region.name}` : 'Par région'}>
      {region && (
        <p>
          <a href={hrefOf({ ...query, territoire: undefined, page: 1 })}>Toutes les régions</a>
        </p>
      )}
      <Shares
        id="lieux"
        caption={
          region ? 'Collectivités concernées, par département' : 'Collectivités concernées, par région'
        }
        first={region ? 'Département' : 'Région'}
        rows={region ? linked(inside) : [...linked(concerned.byRegion), ...linked(inside)]}
      />
    </Section>
  );
}

const verdicts: readonly { etat: ConcernedQuery['etat']; label: string }[] = [
  { etat: 'concernees', label: 'Concernées' },
  { etat: 'a-preciser', label: 'À préciser' },
  { etat: 'non-concernees', label: 'Non concernées' },
];

const none: Record<ConcernedQuery['etat'], string> = {
  concernees: 'Aucune collectivité concernée ici',
  'a-preciser': 'Rien n’est à préciser ici',
  'non-concernees': 'Toutes sont concernées ou à préciser ici',
};

function List({ found, hrefOf }: ConcernedViewProps) {
  const { concerned, query, place, authorities, total, page, pages } = found;
  const hrefTo = (change: Partial<ConcernedQuery>) => `${hrefOf({ ...query, page: 1, ...change })}#liste`;
  const kinds = concerned.byKind.map(({ kind }) => kind);
  return (
    <Section
      id="liste"
      title={`${verdicts.find(({ etat }) => etat === query.etat)?.label} : ${plural(total, 'collectivité')}${place ? `, ${place.name}` : ''}`}
    >
      <TagList
        label="Verdict"
        items={verdicts.map(({ etat, label }) => ({
          label,
          href: hrefTo({ etat }),
          current: etat === query.etat,
        }))}
      />
      <TagList
        label="Type de collectivité"
        items={[
          { label: 'Tous les types', href: hrefTo({ type: undefined }), current: query.type === undefined },
          ...kinds.map((kind) => ({
            label: capitalised(kindPlural(kind)),
            href: hrefTo({ type: kind }),
            current: query.type === kind,
          })),
        ]}
      />
      {place && (
        <p>
          Dans un seul territoire : {place.name}.{' '}
          <a href={hrefTo({ territoire: undefined })}>Voir toute la France</a>
        </p>
      )}
      {total === 0 ? (
        <EmptyState title={none[query.etat]} level={3}>
          <p>Choisissez un autre verdict, un autre type ou un autre territoire.</p>
        </EmptyState>
      ) : (
        <PagedTable
          id="collectivites"
          caption="Collectivités, de la plus peuplée à la moins peuplée"
          columns={[
            { label: 'Collectivité' },
            { label: 'Type' },
            { label: 'Où' },
            { label: 'Habitants', numeric: true },
          ]}
          rows={authorities.map((authority) => [
            <a href={authorityUrl(authority)}>{authority.name}</a>,
            capitalised(kindLabel(authority)),
            authority.place,
            authority.population === null ? 'non connus' : formatNumber(authority.population),
          ])}
          page={page}
          pages={pages}
          hrefOf={(to) => hrefTo({ page: to })}
          pagesLabel="Pages de collectivités"
        />
      )}
    </Section>
  );
}
