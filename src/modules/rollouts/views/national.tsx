import type { ComponentChildren } from 'preact';
import {
  AuthorityPicker,
  DateField,
  Details,
  EmptyState,
  FilterSelect,
  Filters,
  formatDate,
  formatNumber,
  formatPercent,
  listHref,
  Panel,
  plural,
  Section,
  Sources,
  Table,
} from '../../../ui/index.ts';
import type { MapShapes } from '../../territories/index.ts';
import type { ListQuery, LookingQuery } from '../looking-query.ts';
import type { National, PlaceRate, SegmentRate } from '../national.ts';
import { rateOf, reachedOf, type Tally } from '../rates.ts';
import { type Rollout, stageOf } from '../rollout.ts';
import type { TrendPoint } from '../trend.ts';
import { partOf, parts, RateBar, RateLegend } from './bar.tsx';
import { RateMap } from './map.tsx';
import { Trend } from './trend.tsx';

export interface NationalViewProps {
  rollout: Rollout;
  national: National;
  query: LookingQuery;
  shapes: MapShapes;
  /** Empty when a past day is looked at. */
  trend: readonly TrendPoint[];
}

/** How far a rollout is, over the country: each number leads to the authorities that it counts. */
export function NationalView({ rollout, national, query, shapes, trend }: NationalViewProps) {
  const base = `/deploiements/${rollout.slug}`;
  const authoritiesHref = (change: Partial<ListQuery>) =>
    listHref(`${base}/collectivites`, { ...query, ...change });
  const { whole } = national;
  const counted = countedWords(rollout, query);
  return (
    <>
      {whole.unknown === whole.authorities && (
        <EmptyState title="Personne n’a encore rien dit ici" level={2}>
          <p>
            Aucun état n’est inventé : une collectivité dont nous ne savons rien est « non renseignée ».
            Cherchez la vôtre pour dire où elle en est.
          </p>
        </EmptyState>
      )}
      <Section id="cibles" title="Où en sont les cibles">
        <RateLegend />
        {national.segments.map((one) => (
          <SegmentView
            rollout={rollout}
            one={one}
            authoritiesHref={authoritiesHref}
            base={base}
            query={query}
          />
        ))}
        <Details summary="Comment lire ces chiffres">
          <p>
            Le taux rapporte les collectivités qui ont atteint l’étape à <strong>toutes</strong> celles du
            segment : une collectivité non renseignée n’est ni comptée comme équipée, ni oubliée. « Observé »
            : constaté par une vérification ou par l’opérateur national. « Déclaré » : dit par la
            collectivité, son éditeur ou les copilotes. « Couvert » : une autre collectivité ou un syndicat le
            fait pour elle. <a href={`${base}/methode`}>La méthode</a>
          </p>
        </Details>
      </Section>
      <LookForm rollout={rollout} query={query} />
      <Section id="carte" title={`Carte : ${counted}`}>
        <RateMap
          shapes={shapes}
          title={counted}
          twinHref="#departements"
          places={national.departements.map(({ code, name, tally }) => ({
            code,
            name,
            tally,
            href: listHref(`${base}/departements/${code}`, query),
          }))}
        />
      </Section>
      {trend.length > 0 && (
        <Section id="evolution-titre" title="Évolution">
          <Trend points={trend} segments={rollout.segments} />
        </Section>
      )}
      <PlacesTable
        id="regions"
        title="Par région"
        first="Région"
        places={national.regions}
        hrefOf={({ code }) => listHref(`${base}/regions/${code}`, query)}
        authoritiesHref={(place, change) => authoritiesHref({ region: place.code, ...change })}
      />
      <Details summary={`Par département (${national.departements.length})`} open>
        <PlacesTable
          id="departements"
          title="Par département"
          first="Département"
          places={national.departements}
          hrefOf={({ code }) => listHref(`${base}/departements/${code}`, query)}
          authoritiesHref={(place, change) => authoritiesHref({ departement: place.code, ...change })}
          bare
        />
      </Details>
    </>
  );
}

/** What the rates count: one stage, or each segment’s own target. */
export function countedWords(
  rollout: Rollout,
  { etape, segment }: Pick<LookingQuery, 'etape' | 'segment'>,
): string {
  const stage = stageOf(rollout, etape ?? null);
  const label = rollout.segments.find(({ slug }) => slug === segment)?.label;
  return [stage ? `étape « ${stage.title} »` : 'cible atteinte', label?.toLocaleLowerCase('fr')]
    .filter(Boolean)
    .join(', ');
}

function SegmentView({
  rollout,
  one: { segment, target, tally, missing, held },
  authoritiesHref,
  base,
  query,
}: {
  rollout: Rollout;
  one: SegmentRate;
  authoritiesHref: (change: Partial<ListQuery>) => string;
  base: string;
  query: LookingQuery;
}) {
  const rate = rateOf(tally);
  const isUnknown = tally.unknown === tally.authorities;
  const here = { segment: segment.slug };
  if (rate === null) {
    return (
      <div class="cd-target">
        <p class="cd-target__name">{segment.label}</p>
        <p>
          Aucune cible n’est fixée pour ce segment. <a href={authoritiesHref(here)}>Voir où en est chacune</a>
        </p>
      </div>
    );
  }
  return (
    <div class="cd-target">
      <p class="cd-target__name">{segment.label}</p>
      <p class="cd-target__rate">
        <strong>{isUnknown ? 'Non renseigné' : formatPercent(rate)}</strong>
        <span>
          <a href={authoritiesHref({ ...here, etat: 'atteint' })}>{formatNumber(reachedOf(tally))}</a> sur{' '}
          <a href={authoritiesHref(here)}>{formatNumber(tally.authorities)}</a>,{' '}
          <a href={authoritiesHref({ ...here, etat: 'non-renseigne' })}>
            {formatNumber(tally.unknown)} non renseignée{tally.unknown > 1 ? 's' : ''}
          </a>
        </span>
      </p>
      <RateBar tally={tally} />
      <ul class="cd-target__parts">
        {parts.map(({ code, label }) => {
          const count = partOf(tally, code);
          if (count === 0) return null;
          return (
            <li>
              <a href={authoritiesHref({ ...here, ...partQuery[code] })}>
                {label} : {formatNumber(count)}
              </a>
            </li>
          );
        })}
        {tally.blocked > 0 && (
          <li>
            <a href={authoritiesHref({ ...here, etat: 'bloque' })}>
              Bloquées : {formatNumber(tally.blocked)}
            </a>
          </li>
        )}
        {tally.contradicted > 0 && (
          <li>
            <a href={authoritiesHref({ ...here, etat: 'contredit' })}>
              Sources en désaccord : {formatNumber(tally.contradicted)}
            </a>
          </li>
        )}
      </ul>
      {tally.unknown < tally.authorities && (
        <p>
          {formatNumber(tally.peopleReached)} habitants sur {formatNumber(tally.people)} vivent dans une
          collectivité qui l’a atteinte.
        </p>
      )}
      {target && (
        <p>
          {target.kind === 'obligation' ? 'Obligation' : 'Objectif'} : {formatPercent(target.percent / 100)} à
          l’étape « {stageOf(rollout, target.stage)?.title} »{' '}
          {target.kind === 'obligation'
            ? `depuis le ${formatDate(target.date)}`
            : `au ${formatDate(target.date)}`}
          . {gapWords(missing ?? 0, tally)}
        </p>
      )}
      {held.length > 0 && missing !== 0 && (
        <Details summary="Où se trouve l’écart">
          <ul>
            {held.map(({ id, name, count }) => (
              <li>
                <a href={listHref(`${base}/departements/${id.split(':')[1]}`, { ...query, ...here })}>
                  {name}
                </a>{' '}
                : {plural(count, 'collectivité')} à atteindre ou à renseigner
              </li>
            ))}
          </ul>
        </Details>
      )}
      {target && (
        <Sources sources={target.sources} confidence={target.confidence} note={target.note ?? undefined} />
      )}
    </div>
  );
}

/** The gap, with what is not known of it: those who say nothing may have reached it. */
function gapWords(missing: number, { unknown, authorities }: Tally): string {
  if (missing === 0) return 'Atteint, d’après ce qui est renseigné.';
  if (unknown === authorities) return 'Rien n’étant renseigné, l’écart n’est pas connu.';
  const atLeast = Math.max(0, missing - unknown);
  return atLeast === missing
    ? `Il en manque ${formatNumber(missing)}.`
    : `Il en manque de ${formatNumber(atLeast)} à ${formatNumber(missing)}, selon ce que diraient les non renseignées.`;
}

/** The list that shows what a part counts. */
const partQuery: Record<(typeof parts)[number]['code'], Partial<ListQuery>> = {
  observed: { etat: 'atteint', preuve: 'observe' },
  declared: { etat: 'atteint', preuve: 'declare' },
  covered: { etat: 'atteint', preuve: 'couvert' },
  short: { etat: 'pas-atteint' },
  unknown: { etat: 'non-renseigne' },
};

/** Which stage, which segment, and at which date. */
export function LookForm({
  rollout,
  query,
  action,
}: {
  rollout: Rollout;
  query: LookingQuery;
  action?: string;
}) {
  const path = action ?? `/deploiements/${rollout.slug}`;
  return (
    <Filters action={path} label="Ce que comptent la carte et les tableaux" submit="Afficher">
      <FilterSelect
        name="etape"
        label="Étape comptée"
        value={query.etape}
        all="La cible de chaque segment"
        choices={rollout.stages.map(({ slug, title, position }) => ({
          value: slug,
          label: `${position}. ${title}`,
        }))}
      />
      <FilterSelect
        name="segment"
        label="Segment"
        value={query.segment}
        choices={rollout.segments.map(({ slug, label }) => ({ value: slug, label }))}
      />
      <DateField
        name="au"
        label="Tel qu’au"
        hint="Vide : aujourd’hui"
        value={query.au ?? ''}
        required={false}
      />
      <DateField
        name="connu-le"
        label="Tel qu’on le savait le"
        hint="Vide : ce que nous savons aujourd’hui"
        value={query['connu-le'] ?? ''}
        required={false}
      />
    </Filters>
  );
}

/** Rates of places, with each number leading to the authorities that it counts. */
export function PlacesTable({
  id,
  title,
  first,
  places,
  hrefOf,
  authoritiesHref,
  bare = false,
}: {
  id: string;
  title: string;
  first: string;
  places: readonly PlaceRate[];
  hrefOf: (place: PlaceRate) => string;
  authoritiesHref: (place: PlaceRate, change: Partial<ListQuery>) => string;
  /** Without a heading of its own. */
  bare?: boolean;
}) {
  const table = (
    <Table
      id={id}
      caption={title}
      captionHidden={!bare}
      columns={[
        { label: first },
        { label: 'Taux', numeric: true },
        { label: 'Atteintes', numeric: true },
        { label: 'Pas encore', numeric: true },
        { label: 'Non renseignées', numeric: true },
        { label: 'Concernées', numeric: true },
      ]}
      rows={places.map((place) => rowOf(place, hrefOf(place), (change) => authoritiesHref(place, change)))}
    />
  );
  return bare ? table : <Section title={title}>{table}</Section>;
}

function rowOf(
  { name, tally }: PlaceRate,
  href: string,
  authoritiesHref: (change: Partial<ListQuery>) => string,
): ComponentChildren[] {
  return [
    <a href={href}>{name}</a>,
    tally.unknown === tally.authorities ? '—' : formatPercent(rateOf(tally) ?? 0),
    <Count count={reachedOf(tally)} href={authoritiesHref({ etat: 'atteint' })} of={name} what="atteintes" />,
    <Count count={tally.short} href={authoritiesHref({ etat: 'pas-atteint' })} of={name} what="pas encore" />,
    <Count
      count={tally.unknown}
      href={authoritiesHref({ etat: 'non-renseigne' })}
      of={name}
      what="non renseignées"
    />,
    formatNumber(tally.authorities),
  ];
}

/** A number that says which authorities it counts; nought has none to show. */
function Count({ count, href, of, what }: { count: number; href: string; of: string; what: string }) {
  if (count === 0) return <>0</>;
  return (
    <a href={href} aria-label={`${formatNumber(count)} ${what}, ${of}`}>
      {formatNumber(count)}
    </a>
  );
}

/** Find one's own authority in this rollout. */
export function FindMine({
  rollout,
  typed,
  choices,
  error,
}: {
  rollout: Pick<Rollout, 'slug'>;
  typed?: string;
  choices?: readonly { id: string; label: string; detail?: string }[];
  error?: string;
}) {
  return (
    <Panel title="Et la vôtre ?">
      <form method="get" action={`/deploiements/${rollout.slug}/ma-collectivite`}>
        <AuthorityPicker
          name="collectivite"
          label="Votre collectivité"
          hint="Nom, code postal, INSEE ou SIREN"
          value={typed}
          choices={choices}
          error={error}
          submit="Voir où elle en est"
        />
      </form>
    </Panel>
  );
}
