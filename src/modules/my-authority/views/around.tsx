import { Details, plural, Section } from '../../../ui/index.ts';
import type { Measure } from '../../agenda/index.ts';
import { type AuthoritySummary, authorityUrl, kindLabel } from '../../territories/index.ts';
import type { Around, BodyAbove } from '../around.ts';

/** What the bodies above do, short. */
export function BodiesAbove({ above }: { above: readonly BodyAbove[] }) {
  const acting = above.filter(({ alone, both }) => alone.length + both.length > 0);
  if (acting.length === 0) return null;
  return (
    <Section
      title={titleOf(acting)}
      id="au-dessus"
      intro="Les obligations qui pèsent aussi, ou seulement, sur les collectivités dont vous faites partie."
    >
      {acting.map(({ body, alone, both }) => (
        <Details summary={`${body.name} : ${plural(alone.length + both.length, 'obligation')}`}>
          <p>
            <a href={authorityUrl(body)}>
              Tout ce qui concerne {body.name}, {kindLabel(body)}
            </a>
          </p>
          {alone.length > 0 && (
            <>
              <h3>{plural(alone.length, 'obligation qui n’est', 'obligations qui ne sont')} pas la vôtre</h3>
              <MeasureList measures={alone} />
            </>
          )}
          {both.length > 0 && (
            <>
              <h3>{plural(both.length, 'obligation commune', 'obligations communes')} avec vous</h3>
              <MeasureList measures={both} />
            </>
          )}
        </Details>
      ))}
    </Section>
  );
}

function titleOf(acting: readonly BodyAbove[]): string {
  const local = acting.some(({ body }) => body.kind !== 'departement');
  const wide = acting.some(({ body }) => body.kind === 'departement');
  if (local && wide) return 'Ce que font votre intercommunalité et votre département';
  return local ? 'Ce que fait votre intercommunalité' : 'Ce que fait votre département';
}

function MeasureList({ measures }: { measures: readonly Measure[] }) {
  return (
    <ul>
      {measures.map(({ slug, title }) => (
        <li>
          <a href={`/agenda/${slug}`}>{title}</a>
        </li>
      ))}
    </ul>
  );
}

/** Who is near, and who is like it: to compare notes. */
export function Peers({ neighbours, similar }: Pick<Around, 'neighbours' | 'similar'>) {
  const near = neighbours?.communes ?? [];
  if (near.length + similar.length === 0) return null;
  return (
    <Section title="Voisines et semblables" id="voisines">
      {neighbours && near.length > 0 && (
        <>
          <h3>{`Dans la même intercommunalité, ${neighbours.epci.name}`}</h3>
          <AuthorityLinks authorities={near} />
          {neighbours.total > near.length && (
            <p>
              <a href={authorityUrl(neighbours.epci)}>{`Les ${neighbours.total + 1} communes`}</a>
            </p>
          )}
        </>
      )}
      {similar.length > 0 && (
        <>
          <h3>De population voisine</h3>
          <AuthorityLinks authorities={similar} withPeople />
        </>
      )}
    </Section>
  );
}

function AuthorityLinks({
  authorities,
  withPeople,
}: {
  authorities: readonly AuthoritySummary[];
  withPeople?: boolean;
}) {
  return (
    <ul>
      {authorities.map((authority) => (
        <li>
          <a href={authorityUrl(authority)}>{authority.name}</a>
          {withPeople && authority.population !== null && `, ${plural(authority.population, 'habitant')}`}
        </li>
      ))}
    </ul>
  );
}
