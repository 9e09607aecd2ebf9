import type { Db } from '../../platform/database/index.ts';
import type { Measure } from '../agenda/index.ts';
import { evaluate } from '../audience/index.ts';
import {
  type AuthoritySummary,
  childrenOf,
  type Placed,
  placedAuthorities,
  similarAuthorities,
} from '../territories/index.ts';
import { type Agenda, factsIn, type Reading } from './reading.ts';
import { isOver } from './standing.ts';

/** What a body above an authority has to do. */
export interface BodyAbove {
  body: AuthoritySummary;
  /** That the authority itself need not do. */
  alone: readonly Measure[];
  /** That both have to do. */
  both: readonly Measure[];
}

export interface Around {
  above: readonly BodyAbove[];
  /** Communes of the same intercommunal body, in alphabetical order. */
  neighbours: { epci: AuthoritySummary; communes: readonly AuthoritySummary[]; total: number } | null;
  similar: readonly AuthoritySummary[];
}

const mostNeighbours = 12;
const mostSimilar = 6;

/** What surrounds an authority: the bodies that act for it, its neighbours, and those that are like it. */
export async function aroundOf(db: Db, reading: Reading, { authority, ancestors }: Placed): Promise<Around> {
  const epci = ancestors.find(({ id }) => id === authority.epci_id);
  const bodies = ['commune', 'epci', 'ept'].includes(authority.kind)
    ? ancestors.filter(
        ({ id, kind }) => kind === 'ept' || id === authority.epci_id || id === authority.department_id,
      )
    : [];
  const [placed, neighbours, similar] = await Promise.all([
    placedAuthorities(
      db,
      bodies.map(({ id }) => id),
    ),
    epci && childrenOf(db, epci.id, { kind: 'commune', perPage: mostNeighbours + 1 }),
    similarAuthorities(db, authority, mostSimilar),
  ]);
  return {
    above: bodies.flatMap(({ id }) => placed.get(id) ?? []).map((body) => bodyAbove(reading, body)),
    neighbours:
      epci && neighbours
        ? {
            epci,
            communes: neighbours.authorities.filter(({ id }) => id !== authority.id).slice(0, mostNeighbours),
            total: neighbours.total - 1,
          }
        : null,
    similar,
  };
}

function bodyAbove(reading: Reading, body: Placed): BodyAbove {
  const concerning = concerningOnly(reading, body);
  const own = new Set(
    reading.standing.measures.flatMap(({ measure, verdict }) => (verdict === 'yes' ? measure.id : [])),
  );
  return {
    body: body.authority,
    alone: concerning.filter(({ id }) => !own.has(id)),
    both: concerning.filter(({ id }) => own.has(id)),
  };
}

/** Obligations in the order of their titles; opportunities would make the list long. */
function concerningOnly(agenda: Agenda, body: Placed): Measure[] {
  const facts = factsIn(agenda, body);
  return agenda.measures.filter(
    (measure) =>
      measure.nature === 'obligation' &&
      !isOver(measure) &&
      evaluate(measure.audience, facts).verdict === 'yes',
  );
}
