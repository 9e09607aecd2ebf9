import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { confidence, slug, sources } from '../../platform/provenance.ts';

const text = z.string().min(1);

/** Where a statement comes from, and how sure we are. */
const sourced = { sources, confidence, note: text.nullable() };

/** A page of ours, or of the web. */
const href = z.union([z.url({ protocol: /^https?$/ }), z.string().regex(/^\/(?!\/)/)]);

/** Who may have to do with a point: an authority, the vendor that equips it, or the one that they agree on. */
const side = z.enum(['authority', 'vendor', 'either']);

const point = z.strictObject({
  slug,
  title: text,
  detail: text.nullable(),
  /** What to have at hand. */
  prepare: z.array(text),
  /** Slug of a role of the checklist; null when nobody says. */
  role: slug.nullable(),
  side,
  /** How long it takes, in the words of the source; null when nobody says. */
  duration: text.nullable(),
  links: z.array(z.strictObject({ label: text, href })),
  ...sourced,
});

const part = z.strictObject({ slug, title: text, summary: text, points: z.array(point).min(1) });

const technical = z.strictObject({
  protocol: text,
  roles: text,
  endpoints: z.array(
    z.strictObject({
      product: text,
      environment: z.enum(['production', 'integration']),
      version: z.enum(['v1', 'v2']),
      url: z.url({ protocol: /^https$/ }),
      ...sourced,
    }),
  ),
  paths: z.array(z.strictObject({ path: z.string().startsWith('/'), use: text.nullable() })),
  paths_note: text,
  scopes: z.array(z.strictObject({ scope: text, required: z.boolean(), use: text.nullable(), ...sourced })),
  scopes_note: text,
  eidas: z.strictObject({ levels: z.array(text), ...sourced }),
  v2_differences: z.strictObject({ items: z.array(text), ...sourced }),
});

const resources = z.strictObject({
  /** `over`: nobody can ask for it any more; `status` says so in words. */
  aid: z.array(
    z.strictObject({
      label: text,
      status: text,
      over: z.boolean(),
      amount_eur: z.number(),
      components: z.array(z.strictObject({ label: text, amount_eur: z.number() })),
      ...sourced,
    }),
  ),
  targets: z.array(
    z.strictObject({
      label: text,
      by: z.iso.date(),
      percent: z.number().nullable(),
      count: z.number().nullable(),
      unit: text.nullable(),
      ...sourced,
    }),
  ),
  contacts: z.array(z.strictObject({ label: text, email: z.email(), ...sourced })),
  apis: z.array(
    z.strictObject({
      slug,
      title: text,
      summary: text,
      data: z.array(text),
      /** Called with the identity that FranceConnect gave. */
      franceconnect: z.boolean(),
      ...sourced,
    }),
  ),
  use_cases: z.strictObject({ items: z.array(text), ...sourced }),
  difficulties: z.array(z.strictObject({ label: text, detail: text, ...sourced })),
  figures: z.array(
    z.strictObject({ label: text, value: z.number(), unit: text, date: z.iso.date(), ...sourced }),
  ),
  technical,
});

const checklist = z
  .strictObject({
    /** Slug of the rollout that it prepares. */
    rollout: slug,
    title: text,
    summary: text,
    audiences: z.array(z.enum(['authority', 'vendor'])).min(1),
    eligibility: z.strictObject({ text, ...sourced }).nullable(),
    roles: z.array(z.strictObject({ slug, label: text })),
    roles_note: text.nullable(),
    parts: z.array(part).min(1),
    resources: resources.nullable(),
  })
  .superRefine(({ roles, parts }, context) => {
    const points = parts.flatMap((one) => one.points);
    const known = new Set(roles.map((role) => role.slug));
    const unknown = points.filter(({ role }) => role !== null && !known.has(role));
    if (unknown.length > 0 || new Set(points.map((one) => one.slug)).size < points.length) {
      context.addIssue({ code: 'custom', message: 'Chaque point a son nom, et un rôle de la liste.' });
    }
  });

/** `data/prerequisites.json` */
const checklistsFile = z.strictObject({ generated_on: z.iso.date(), note: text, items: z.array(checklist) });

export type Checklist = z.infer<typeof checklist>;
export type Part = Checklist['parts'][number];
export type Point = Part['points'][number];
export type Resources = NonNullable<Checklist['resources']>;
/** For whom the list is read. */
export type Reader = Checklist['audiences'][number];

let checklists: Promise<readonly Checklist[]> | undefined;

/** The checklists that the product ships: read once, as they change with a new release only. */
export function readChecklists(): Promise<readonly Checklist[]> {
  checklists ??= readFile(join(process.cwd(), 'data', 'prerequisites.json'), 'utf8').then(
    (text) => checklistsFile.parse(JSON.parse(text)).items,
  );
  return checklists;
}

export function pointsOf({ parts }: Pick<Checklist, 'parts'>): Point[] {
  return parts.flatMap(({ points }) => points);
}
