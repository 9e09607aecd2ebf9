import type { ComponentChild } from 'preact';
import type { Deps } from '../../platform/deps.ts';
import type { Measure } from './measure.ts';

/** What modules above the agenda add to its pages. */
export interface AgendaOptions {
  /** On the page of a measure: what helps with it, as a section; null when nothing does. */
  helpOf?: (deps: Deps, measure: Pick<Measure, 'slug'>) => Promise<ComponentChild>;
}
