import { z } from 'zod';
import { fields } from '../../../platform/http/index.ts';
import { personName } from '../../identity/index.ts';
import type { Catalogue } from '../catalogues.ts';
import { sourceFields } from '../editing/fields.ts';

export const mostOwnSources = 5;
export const namings = ['name', 'body', 'nobody'] as const;
export const reportSubjects = ['dead_link', 'error', 'outdated', 'other'] as const;

/** Facets that anybody can tell: what it is, for whom, at what cost. Those who keep the catalogue add the others. */
export const simpleFacets = ({ slug }: Catalogue): readonly string[] =>
  slug === 'formations'
    ? ['kind', 'publics', 'authority_types', 'modality', 'cost']
    : ['kind', 'audiences', 'authority_types', 'cost'];

/** Those of them without which nobody knows what it is. */
export const dueFacets = ({ slug }: Catalogue): readonly string[] =>
  slug === 'formations' ? ['kind', 'publics'] : ['kind', 'audiences'];

const optional = (text: z.ZodType<string, string>) => text.prefault('');

/** What is said of the resource. */
export const proposalFields = {
  title: fields.line({ max: 200, required: 'Indiquez un titre.' }),
  url: fields.webAddress({ required: 'Indiquez l’adresse de la ressource.' }),
  producer: fields.line({ max: 200, required: 'Indiquez qui la produit.' }),
  summary: fields.paragraphs({ max: 1200, required: 'Dites en deux ou trois phrases ce que c’est.' }),
  ...sourceFields(mostOwnSources),
  /** Said by whoever looked at what is there already. */
  autre: fields.checkbox(),
};

export const whyFields = {
  commentaire: fields.paragraphs({ max: 1000, required: 'Dites pourquoi, en une phrase ou deux.' }),
};

/** Who contributes, and how they are named in public. Which are due depends on the rest (`whoOf`). */
export const whoFields = {
  nomination: z.enum(namings, { error: 'Choisissez comment être nommé.' }),
  nom: optional(z.union([z.literal(''), personName])),
  organisme: optional(fields.line({ max: 150 })),
  courriel: optional(z.union([z.literal(''), fields.email()])),
};

export const reportFields = {
  sujet: z.enum(reportSubjects, { error: 'Dites ce qui ne va pas.' }),
  commentaire: optional(fields.paragraphs({ max: 1000 })),
  courriel: optional(z.union([z.literal(''), fields.email()])),
};

/** The trap: whoever fills it is a machine. */
export const trapField = {
  site_web: z
    .unknown()
    .optional()
    .transform((value) => value !== undefined && value !== ''),
};

export type WhoInput = z.output<z.ZodObject<typeof whoFields>>;
export type ProposalInput = z.output<z.ZodObject<typeof proposalFields>>;
