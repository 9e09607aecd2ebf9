import type { FastifyRequest } from 'fastify';
import type { Deps } from '../../platform/deps.ts';
import type { Seen } from './access.ts';
import type { MeasureSlots } from './views/measure-page.tsx';

/** What the other parts of the agenda show on the page of a measure. */
export async function slotsOf(_deps: Deps, _request: FastifyRequest, _seen: Seen): Promise<MeasureSlots> {
  return {};
}
