import type { ComponentChildren } from 'preact';
import { Heading, type HeadingLevel } from './headings.tsx';
import { Badge, type BadgeKind, labelOf } from './labels.tsx';

/** States of a step of a work plan, with their words. */
export const stepStates = [
  { code: 'todo', label: 'À faire' },
  { code: 'doing', label: 'En cours' },
  { code: 'done', label: 'Fait' },
  { code: 'late', label: 'En retard' },
  { code: 'dropped', label: 'Abandonné' },
] as const;

export type StepState = (typeof stepStates)[number]['code'];

const stateBadge: Record<StepState, BadgeKind> = {
  todo: 'neutral',
  doing: 'accent',
  done: 'success',
  late: 'warning',
  dropped: 'neutral',
};

export interface PlanStep {
  title: string;
  state: StepState;
  /** When it is due or was done: a `Time`, or words. */
  when?: ComponentChildren;
  owner?: string;
  details?: ComponentChildren;
  actions?: ComponentChildren;
}

/** The steps of a work plan, tied along the rope. */
export function Steps({ steps, level = 3 }: { steps: readonly PlanStep[]; level?: HeadingLevel }) {
  return (
    <ol class="cd-rope">
      {steps.map((step) => (
        <li class={`cd-rope__knot cd-rope__knot--${step.state}`}>
          <Heading level={level} class="cd-rope__title">
            {step.title}
          </Heading>
          <p class="cd-meta">
            <Badge kind={stateBadge[step.state]}>{labelOf(stepStates, step.state)}</Badge>
            {step.when && <span>{step.when}</span>}
            {step.owner && <span>{step.owner}</span>}
          </p>
          {step.details && <div class="cd-rope__text">{step.details}</div>}
          {step.actions && <div class="cd-rope__actions">{step.actions}</div>}
        </li>
      ))}
    </ol>
  );
}

export interface TimelineEntry {
  title?: string;
  href?: string;
  when: ComponentChildren;
  /** Beside the date: weather, author, badge. */
  meta?: ComponentChildren;
  body?: ComponentChildren;
  actions?: ComponentChildren;
}

/** What happened, the newest first, along the rope. */
export function Timeline({
  entries,
  level = 3,
}: {
  entries: readonly TimelineEntry[];
  level?: HeadingLevel;
}) {
  return (
    <ol class="cd-rope">
      {entries.map((entry) => (
        <li class="cd-rope__knot cd-rope__knot--done">
          <p class="cd-meta">
            <span class="cd-rope__when">{entry.when}</span>
            {entry.meta}
          </p>
          {entry.title && (
            <Heading level={level} class="cd-rope__title">
              {entry.href ? <a href={entry.href}>{entry.title}</a> : entry.title}
            </Heading>
          )}
          {entry.body && <div class="cd-rope__text">{entry.body}</div>}
          {entry.actions && <div class="cd-rope__actions">{entry.actions}</div>}
        </li>
      ))}
    </ol>
  );
}
