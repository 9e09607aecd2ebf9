import { z } from 'zod';
import { slug } from '../../../platform/provenance.ts';

export const modes = ['onsite', 'remote', 'hybrid'] as const;
export type Mode = (typeof modes)[number];

export const modeLabels: Readonly<Record<Mode, string>> = {
  onsite: 'Sur place',
  remote: 'À distance',
  hybrid: 'Sur place ou à distance',
};

/** A session as it is written and versioned. */
export const sessionContent = z.strictObject({
  /** Slug of the offer of the catalogue. */
  resource: slug.nullable(),
  title: z.string().min(1),
  description: z.string().min(1),
  starts_at: z.iso.datetime(),
  ends_at: z.iso.datetime(),
  minutes: z.int().positive(),
  mode: z.enum(modes),
  address: z.string().nullable(),
  territory: z.string().nullable(),
  remote_url: z.string().nullable(),
  organiser: slug,
  contact: z.string().nullable(),
  capacity: z.int().positive().nullable(),
  opens_on: z.iso.date().nullable(),
  closes_on: z.iso.date().nullable(),
  publics: z.array(slug),
});

export type SessionContent = z.infer<typeof sessionContent>;
