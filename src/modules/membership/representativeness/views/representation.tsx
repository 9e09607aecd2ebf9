import {
  Details,
  EmptyState,
  Exports,
  type exportsOf,
  formatNumber,
  formatPercent,
  listHref,
  PageHeader,
  Section,
  Table,
  uncapitalised,
} from '../../../../ui/index.ts';
import { SpaceFrame } from '../../../groups/index.ts';
import { DepartmentMap, type MapShapes } from '../../../territories/index.ts';
import { leastTold } from '../masking.ts';
import {
  levelOf,
  mapClasses,
  shareWords,
  summaryOf,
  type ToldRepresentation,
  toldWords,
} from '../telling.ts';

interface RepresentationProps {
  group: { slug: string; title: string };
  told: ToldRepresentation;
  shapes: MapShapes;
}

/** As everybody may know it. */
export function PublicRepresentation({
  exports,
  ...props
}: RepresentationProps & { exports: ReturnType<typeof exportsOf> }) {
  const { group, told } = props;
  return (
    <>
      <PageHeader
        eyebrow={<a href={`/groupes/${group.slug}`}>{group.title}</a>}
        title="Qui est représenté"
        lead={summaryOf(told)}
      />
      <Representation {...props} />
      <p>
        Les collectivités sont comptées une fois, d’après la collectivité principale des membres. De une à
        quatre, leur nombre n’est pas montré : on lit « moins de {leastTold} », et un autre nombre peut être
        arrondi à « {leastTold} ou plus » pour que celui-là ne se déduise pas.
      </p>
      <Exports items={exports} />
    </>
  );
}

/** As those of the group see it: every count as it is, each leading to the people. */
export function GroupRepresentation(props: RepresentationProps) {
  return (
    <SpaceFrame group={props.group} title="Qui est représenté" current="membres" lead={summaryOf(props.told)}>
      <Representation {...props} directory={`/espace/groupes/${props.group.slug}/membres`} />
      <p>
        Les collectivités sont comptées une fois, d’après la collectivité principale des membres. La{' '}
        <a href={`/groupes/${props.group.slug}/representativite`}>page publique</a> ne montre pas les nombres
        de une à quatre.
      </p>
    </SpaceFrame>
  );
}

function Representation({
  group,
  told,
  shapes,
  directory,
}: RepresentationProps & { /** Where the people are, for those who may see them. */ directory?: string }) {
  if (told.authorities === 0) {
    return (
      <EmptyState
        title="Aucune collectivité pour l’instant"
        action={<a href={`/groupes/${group.slug}`}>Voir le groupe et le rejoindre</a>}
      >
        <p>La carte se remplit dès que des agents et des élus rejoignent le groupe.</p>
      </EmptyState>
    );
  }
  const departments = told.departments.filter(({ code }) => code in shapes.shapes);
  return (
    <>
      <Section title="Par nature et par taille" id="tailles">
        <Missing
          missing={told.missing.segments.map(uncapitalised)}
          one="Il manque toute une catégorie"
          many="Il manque des catégories entières"
        />
        <Table
          id="table-tailles"
          caption="Collectivités représentées, par nature et par taille"
          captionHidden
          columns={[
            { label: 'Collectivités', wide: true },
            { label: 'Dans le groupe', numeric: true },
            { label: 'Part du groupe', numeric: true },
            { label: 'En France', numeric: true },
            { label: 'Part en France', numeric: true },
          ]}
          rows={told.segments.map((one) => [
            one.label,
            toldWords(one.told),
            shareWords(one.told, told.authorities),
            formatNumber(one.country),
            formatPercent(one.countryShare),
          ])}
        />
      </Section>
      <Section title="Par département" id="carte">
        <DepartmentMap
          shapes={shapes}
          title={`collectivités représentées dans le groupe ${group.title}`}
          summary={summaryOf(told)}
          twinHref="#departements"
          places={departments.map(({ code, label, told: count }) => ({
            code,
            name: label,
            words: `collectivités représentées : ${toldWords(count)}`,
            level: levelOf(count),
            href: directory && levelOf(count) > 0 ? listHref(directory, { departement: code }) : undefined,
          }))}
          legend={mapClasses}
        />
      </Section>
      <Section title="Les départements en tableau" id="departements">
        <Missing
          missing={told.missing.departments}
          one="Il manque un département"
          many={`Il manque ${told.missing.departments.length} départements`}
        />
        <Table
          id="table-departements"
          caption="Collectivités représentées, par département"
          captionHidden
          columns={[{ label: 'Département' }, { label: 'Collectivités représentées', numeric: true }]}
          rows={told.departments
            .filter(({ told: count }) => levelOf(count) > 0)
            .map(({ code, label, told: count }) => [
              directory ? (
                <a href={listHref(directory, { departement: code })}>
                  {code} – {label}
                </a>
              ) : (
                `${code} – ${label}`
              ),
              toldWords(count),
            ])}
        />
      </Section>
    </>
  );
}

const mostNamed = 30;

/** What is not represented at all, by name; a long list waits behind its number. */
function Missing({ missing, one, many }: { missing: readonly string[]; one: string; many: string }) {
  if (missing.length === 0) return <p>Rien ne manque.</p>;
  const whole = missing.length === 1 ? one : many;
  if (missing.length > mostNamed)
    return <Details summary={`${whole} : lesquels`}>{missing.join(', ')}.</Details>;
  return (
    <p>
      {whole} : {missing.join(', ')}.
    </p>
  );
}
