import type { ComponentChild } from 'preact';
import type { Deps } from '../../../platform/deps.ts';
import { taxonomy } from '../facets/taxonomy.ts';
import { placesOf } from '../places.ts';
import { helpForMeasure } from './helping.ts';
import { MeasureHelp } from './views/help.tsx';

const mostShown = 4;

/** The resources that help a measure, for its page in the agenda; null when there are none. */
export async function measureHelp(deps: Deps, measure: { slug: string }): Promise<ComponentChild> {
  const [help, known] = await Promise.all([helpForMeasure(deps, measure.slug, mostShown), taxonomy(deps)]);
  if (help.resources.length === 0 && help.local.length === 0) return null;
  return <MeasureHelp {...help} known={known} places={await placesOf(deps, help.resources)} />;
}
