import { z } from 'zod';
import { slug } from '../../../platform/provenance.ts';
import { fieldsOf } from '../../../platform/text-changes.ts';
import { profiles } from './profiles.ts';

export const mostSteps = 20;

/** One resource to go through, and why now. */
const step = z.strictObject({
  /** Slug of a resource of any catalogue; once in a path. */
  resource: slug,
  why: z.string().min(1),
  /** How long it takes, in words; null for what the resource says. */
  time: z.string().min(1).nullable(),
  /** Shows the next sessions of this offer. */
  sessions: z.boolean(),
});

export type Step = z.infer<typeof step>;

export const stepList = z.array(step).max(mostSteps);

/** A path as it is loaded, written and versioned. */
export const pathContent = z.strictObject({
  profile: z.enum(profiles),
  title: z.string().min(1),
  summary: z.string().min(1),
  /** Who proposes it, and from what. */
  origin: z.string().min(1),
  steps: stepList,
});

export type PathContent = z.infer<typeof pathContent>;

/** `data/learning-paths.json` */
export const pathsFile = z.strictObject({
  note: z.string().min(1),
  paths: z.array(pathContent.extend({ slug, steps: stepList.min(1) })),
});

export const contentLabels = {
  profil: 'Profil',
  titre: 'Titre',
  resume: 'En une phrase ou deux',
  origine: 'D’où vient ce parcours',
  etapes: 'Étapes',
} as const;

export type ContentField = keyof typeof contentLabels;

export const contentFields = fieldsOf(contentLabels);
