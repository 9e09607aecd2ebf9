import { Badge, Details, PagedTable, plural, Time } from '../../../ui/index.ts';
import type { Voice } from '../queries.ts';

/** Who voted: and what, unless that is secret. */
export function Voices({
  voices,
  attendance,
  page,
  pages,
  base,
}: {
  /** Null in a secret vote. */
  voices: readonly Voice[] | null;
  /** Null in a named vote. */
  attendance: readonly string[] | null;
  page: number;
  pages: number;
  base: string;
}) {
  if (attendance && attendance.length > 0) {
    return (
      <Details summary={`${plural(attendance.length, 'votant')} : leurs noms`}>
        <ul>
          {attendance.map((name) => (
            <li>{name}</li>
          ))}
        </ul>
      </Details>
    );
  }
  if (!voices || voices.length === 0) return null;
  return (
    <PagedTable
      id="voix"
      caption="Les voix, la dernière d’abord"
      columns={[{ label: 'Qui' }, { label: 'Réponse' }, { label: 'Réserve', wide: true }, { label: 'Quand' }]}
      rows={voices.map(({ who, body, choice, reservation, at, counts }) => [
        body ? `${body}, par ${who}` : who,
        <>
          {choice} {!counts && <Badge>Remplacée</Badge>}
        </>,
        reservation,
        <Time value={at} withTime />,
      ])}
      page={page}
      pages={pages}
      hrefOf={(n) => `${base}?page=${n}#voix`}
      pagesLabel="Pages des voix"
    />
  );
}
