import { z } from 'zod';
import { confidence, slug, sources } from '../../platform/provenance.ts';
import { audienceSchema } from '../audience/index.ts';

const text = z.string().min(1);
const webAddress = z.url({ protocol: /^https?$/ });

/** Where a statement comes from, and how sure we are. */
const sourced = { sources, confidence, note: text.nullable() };

/** A step of the way: what it is, what shows that it was reached. */
const stage = z.strictObject({
  slug,
  title: text,
  description: text,
  /** What kind of work it asks; null when it mixes several. */
  nature: z.enum(['administrative', 'technical', 'human']).nullable(),
  /** Who must reach it, in the words of the source; the rule is null when none tells them all apart. */
  required_of: z.strictObject({ label: text, audience: audienceSchema.nullable() }).nullable(),
  checks: z.array(text),
  evidence: z.array(text),
  ...sourced,
});

const segment = z.strictObject({ slug, label: text, audience: audienceSchema });

const target = z.strictObject({
  segment: slug,
  /** The stage to be reached, or a later one. */
  stage: slug,
  percent: z.number().min(0).max(100),
  date: z.iso.date(),
  /** What the law asks, or what the programme aims at. */
  kind: z.enum(['obligation', 'objective']),
  label: text,
  ...sourced,
});

const obligation = z.strictObject({
  slug,
  title: text,
  audience: audienceSchema,
  from: z.iso.date(),
  detail: text.nullable(),
  ...sourced,
});

/** A figure known at national level, from a source of its own: never counted from what is declared here. */
const indicator = z
  .strictObject({
    label: text,
    value: z.number().nullable(),
    value_min: z.number().nullable(),
    value_max: z.number().nullable(),
    unit: text,
    date: z.iso.date(),
    scope: text.nullable(),
    ...sourced,
  })
  .refine(({ value, value_min, value_max }) => value !== null || (value_min !== null && value_max !== null), {
    error: 'Un indicateur a une valeur, ou deux bornes.',
  });

const facts = {
  summary: text,
  audience: audienceSchema,
  audience_note: text.nullable(),
  stages_note: text.nullable(),
  stages: z.array(stage).min(1),
  /** The first that holds an authority is its own. */
  segments: z.array(segment).min(1),
  targets: z.array(target),
  obligations: z.array(obligation),
  indicators: z.array(indicator),
  indicators_note: text.nullable(),
  /** Slugs in the library. */
  deliverables: z.array(slug),
  questions: z.array(z.strictObject({ question: text, answer: text, ...sourced })),
  contacts: z.array(z.strictObject({ label: text, email: z.email(), ...sourced })),
  actors: z.array(z.strictObject({ label: text, role: text, ...sourced })),
  tools: z.array(z.strictObject({ label: text, role: text, ...sourced })),
  difficulties: z.array(z.strictObject({ label: text, detail: text, ...sourced })),
  legal_bases: z.array(
    z.strictObject({ text, article: text.nullable(), url: webAddress.nullable(), ...sourced }),
  ),
  timeline: z.array(z.strictObject({ date: z.iso.date(), label: text, ...sourced })),
};

/** What the column `rollouts.content` holds. */
export const rolloutContent = z.strictObject(facts);

/** `data/rollouts.json` */
export const rolloutsFile = z.strictObject({
  generated_on: z.iso.date(),
  items: z.array(
    z.strictObject({ slug, title: text, group: slug, ...facts }).superRefine((rollout, context) => {
      const stages = new Set(rollout.stages.map((one) => one.slug));
      const segments = new Set(rollout.segments.map((one) => one.slug));
      for (const [index, { stage, segment }] of rollout.targets.entries()) {
        if (stages.has(stage) && segments.has(segment)) continue;
        context.addIssue({
          code: 'custom',
          path: ['targets', index],
          message: 'Une cible nomme une étape et un segment de ce déploiement.',
        });
      }
    }),
  ),
});

export type RolloutContent = z.infer<typeof rolloutContent>;
