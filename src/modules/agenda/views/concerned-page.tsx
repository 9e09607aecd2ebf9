import type { ComponentChild } from 'preact';
import type { AuthorityKind } from '../../../platform/database/index.ts';
import {
  capitalised,
  formatNumber,
  PageHeader,
  Pagination,
  plural,
  Section,
  SubNav,
  Table,
} from '../../../ui/index.ts';
import type { Concerned, Share } from '../../audience/index.ts';
import { type AuthoritySummary, authorityUrl, kindPlural } from '../../territories/index.ts';
import type { ConcernedQuery, VerdictWord } from '../concerned-query.ts';
import type { Measure } from '../measure.ts';

/** « Concerne 3 288 communes ; 1 272 collectivités à préciser ; 47 939 677 habitants. » */
export function concernedWords({ yes, unknown, people, byKind }: Concerned): string {
  const kinds = byKind
    .filter((kind) => kind.yes > 0)
    .toSorted((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind))
    .map((kind) => `${formatNumber(kind.yes)} ${kind.yes > 1 ? kindPlural(kind.kind) : singular[kind.kind]}`);
  const parts = [
    yes > 0
      ? `Concerne ${new Intl.ListFormat('fr').format(kinds)}`
      : 'Aucune collectivité n’est concernée à coup sûr',
    ...(unknown > 0 ? [plural(unknown, 'collectivité à préciser', 'collectivités à préciser')] : []),
    ...(people > 0 ? [plural(people, 'habitant')] : []),
  ];
  return `${parts.join(' ; ')}.`;
}

const order: readonly AuthorityKind[] = ['commune', 'epci', 'ept', 'departement', 'region', 'com'];
const singular: Readonly<Record<AuthorityKind, string>> = {
  commune: 'commune',
  epci: 'intercommunalité',
  ept: 'établissement public territorial',
  departement: 'département',
  region: 'région',
  com: 'collectivité d’outre-mer',
};

/** On the page of a measure. */
export function ConcernedSummary({ slug, counts }: { slug: string; counts: Concerned }) {
  return (
    <p>
      {concernedWords(counts)} <a href={`/agenda/${slug}/collectivites`}>Voir lesquelles</a>
    </p>
  );
}

const answers: readonly { word: VerdictWord; label: string; of: (counts: Share) => number }[] = [
  { word: 'concernees', label: 'Concernées', of: ({ yes }) => yes },
  { word: 'a-preciser', label: 'À préciser', of: ({ unknown }) => unknown },
  { word: 'autres', label: 'Non concernées', of: ({ yes, unknown, total }) => total - yes - unknown },
];

interface ConcernedPageProps {
  measure: Measure;
  audienceWords: string;
  counts: Concerned;
  asked: ConcernedQuery;
  /** The territory that the list is limited to. */
  place: AuthoritySummary | null;
  authorities: readonly AuthoritySummary[];
  total: number;
  pages: number;
}

export function ConcernedPage(props: ConcernedPageProps) {
  const { measure, audienceWords, counts, asked, place, authorities, total, pages } = props;
  const hrefOf = (changed: Partial<Record<keyof ConcernedQuery, string | number | undefined>>) => {
    const search = new URLSearchParams();
    for (const [name, value] of Object.entries({ ...asked, page: 1, ...changed })) {
      const usual = value === undefined || (name === 'page' && value === 1) || value === 'concernees';
      if (!usual) search.set(name, String(value));
    }
    return `/agenda/${measure.slug}/collectivites${search.size > 0 ? `?${search}` : ''}`;
  };
  return (
    <>
      <PageHeader
        eyebrow={measure.title}
        title="Collectivités concernées"
        lead={`${capitalised(audienceWords)}.`}
      />
      <p>{concernedWords(counts)}</p>
      {measure.audienceNote && <p>{measure.audienceNote}</p>}
      <Section id="liste" title={place ? `La liste : ${place.name}` : 'La liste'}>
        {place && (
          <p>
            <a href={hrefOf({ territoire: undefined })}>Toute la France</a>
          </p>
        )}
        <SubNav
          label="Réponses"
          current={hrefOf({})}
          items={answers.map(({ word, label, of }) => ({
            label,
            href: hrefOf({ reponse: word }),
            count: place || asked.type ? undefined : of(counts),
          }))}
        />
        <SubNav
          label="Types de collectivités"
          current={hrefOf({})}
          items={[
            { label: 'Toutes', href: hrefOf({ type: undefined }) },
            ...order
              .filter((kind) => counts.byKind.some((one) => one.kind === kind))
              .map((kind) => ({ label: capitalised(kindPlural(kind)), href: hrefOf({ type: kind }) })),
          ]}
        />
        {total === 0 ? (
          <p>Aucune collectivité ici. Choisissez une autre réponse, ou toute la France.</p>
        ) : (
          <>
            <Table
              id="collectivites"
              caption={`${plural(total, 'collectivité')}, de la plus peuplée à la moins peuplée`}
              columns={[{ label: 'Nom' }, { label: 'Territoire' }, { label: 'Population', numeric: true }]}
              rows={authorities.map((one) => [
                <a href={authorityUrl(one)}>{one.name}</a>,
                one.place,
                one.population === null ? '—' : formatNumber(one.population),
              ])}
            />
            <Pagination page={asked.page} pages={pages} hrefOf={(page) => hrefOf({ page })} />
            <p class="cd-exports">
              Cette liste en données :{' '}
              <a href={hrefOf({}).replace('/collectivites', '/collectivites.json')}>JSON</a>,{' '}
              <a href={hrefOf({}).replace('/collectivites', '/collectivites.csv')}>CSV (tableur)</a>
            </p>
          </>
        )}
      </Section>
      <Section id="departements" title="Par département">
        <Shares
          id="par-departement"
          caption="Nombre de collectivités concernées, par département"
          rows={counts.byDepartement.map(({ id, name, ...share }) => ({
            label: <a href={`${hrefOf({ territoire: id })}#liste`}>{name}</a>,
            share,
          }))}
        />
      </Section>
      <Section id="regions" title="Par région">
        <Shares
          id="par-region"
          caption="Nombre de collectivités concernées, par région"
          rows={counts.byRegion.map(({ id, name, ...share }) => ({
            label: <a href={`${hrefOf({ territoire: id })}#liste`}>{name}</a>,
            share,
          }))}
        />
      </Section>
      <Section id="population" title="Communes par population">
        <Shares
          id="par-population"
          caption="Nombre de communes concernées, par population"
          rows={counts.byBand.map(({ label, ...share }) => ({ label: capitalised(label), share }))}
        />
      </Section>
    </>
  );
}

interface SharesProps {
  id: string;
  caption: string;
  rows: readonly { label: ComponentChild; share: Share }[];
}

/** Never a share without what is not known. */
function Shares({ id, caption, rows }: SharesProps) {
  return (
    <Table
      id={id}
      caption={caption}
      captionHidden
      columns={[
        { label: 'Territoire' },
        { label: 'Concernées', numeric: true },
        { label: 'À préciser', numeric: true },
        { label: 'En tout', numeric: true },
      ]}
      rows={rows.map(({ label, share }) => [
        label,
        formatNumber(share.yes),
        formatNumber(share.unknown),
        formatNumber(share.total),
      ])}
    />
  );
}
