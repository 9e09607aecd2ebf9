import type { FastifyRequest } from 'fastify';
import type { Deps } from '../../platform/deps.ts';
import type { Seen } from './access.ts';
import { concernedBy } from './concerned.ts';
import { ConcernedSummary } from './views/concerned-page.tsx';
import { MeasureExports } from './views/measure-exports.tsx';
import type { MeasureSlots } from './views/measure-page.tsx';

/** What the other parts of the agenda show on the page of a measure. */
export async function slotsOf(
  deps: Deps,
  _request: FastifyRequest,
  { measure }: Seen,
): Promise<MeasureSlots> {
  const counts = await concernedBy(deps.db, measure.audience);
  return {
    concerned: <ConcernedSummary slug={measure.slug} counts={counts} />,
    exports: <MeasureExports slug={measure.slug} />,
  };
}
