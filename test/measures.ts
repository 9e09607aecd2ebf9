import type { Measure, Milestone } from '../src/modules/agenda/index.ts';

/** A measure in memory, for what is computed without a database. */
export function aMeasure(given: Partial<Measure> & { slug: string }): Measure {
  return {
    id: given.slug,
    title: given.slug,
    theme: { code: 'urbanisme', label: 'Urbanisme' },
    nature: 'obligation',
    status: 'in_force',
    pilot: 'Un ministère',
    summary: 'Un résumé.',
    consequences: [],
    audience: { all: [] },
    audienceNote: null,
    legalBases: [],
    sources: [],
    confidence: 'high',
    note: null,
    published: true,
    version: 1,
    updatedAt: new Date('2026-11-01T12:00:00Z'),
    milestones: [],
    links: [],
    ...given,
  };
}

export function aMilestone(given: Partial<Milestone> & Pick<Milestone, 'date'>): Milestone {
  return {
    id: `jalon-${given.date}`,
    precision: given.date === null ? 'unknown' : 'day',
    kind: 'deadline',
    label: `Jalon ${given.date}`,
    audience: null,
    sequence: 0,
    cancelledAt: null,
    updatedAt: new Date('2026-11-01T12:00:00Z'),
    moves: [],
    ...given,
  };
}
