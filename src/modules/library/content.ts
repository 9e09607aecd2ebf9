import { z } from 'zod';
import { confidence, slug, sources } from '../../platform/provenance.ts';

export const deliverableKind = z.enum([
  'agenda',
  'bilan',
  'catalogue',
  'charte',
  'enquete',
  'espace-collaboratif',
  'espace-ressources',
  'financement',
  'flyer',
  'formulaire',
  'gabarit',
  'guide',
  'lettre',
  'modele',
  'page',
  'plaquette',
  'service',
  'vademecum',
  'video',
  'webinaire',
]);

export const deliverableKinds: Record<z.infer<typeof deliverableKind>, string> = {
  agenda: 'Agenda',
  bilan: 'Bilan',
  catalogue: 'Catalogue',
  charte: 'Charte',
  enquete: 'Enquête',
  'espace-collaboratif': 'Espace collaboratif',
  'espace-ressources': 'Espace de ressources',
  financement: 'Financement',
  flyer: 'Prospectus',
  formulaire: 'Formulaire',
  gabarit: 'Gabarit',
  guide: 'Guide',
  lettre: 'Lettre d’information',
  modele: 'Modèle',
  page: 'Page web',
  plaquette: 'Plaquette',
  service: 'Service',
  vademecum: 'Vade-mecum',
  video: 'Vidéos',
  webinaire: 'Webinaire',
};

export const deliverableFormat = z.enum([
  'base-en-ligne',
  'courriel',
  'formulaire',
  'frise',
  'guichet',
  'odp',
  'pdf',
  'pptx',
  'rendez-vous',
  'video',
  'web',
]);

export const deliverableFormats: Record<z.infer<typeof deliverableFormat>, string> = {
  'base-en-ligne': 'Base en ligne',
  courriel: 'Courriel',
  formulaire: 'Formulaire en ligne',
  frise: 'Frise en ligne',
  guichet: 'Appels à projets et guichets',
  odp: 'Présentation modifiable (ODP)',
  pdf: 'PDF',
  pptx: 'Présentation modifiable (PPTX)',
  'rendez-vous': 'Prise de rendez-vous',
  video: 'Vidéo',
  web: 'Page ou site web',
};

export const deliverableAudience = z.enum([
  'acteurs-publics',
  'agents',
  'archives',
  'associations',
  'centres-instructeurs',
  'collectivites',
  'communes',
  'dsi',
  'editeurs',
  'elus',
  'epci',
  'services-deconcentres',
  'usagers',
]);

export const deliverableAudiences: Record<z.infer<typeof deliverableAudience>, string> = {
  'acteurs-publics': 'Acteurs publics',
  agents: 'Agents',
  archives: 'Services d’archives',
  associations: 'Associations',
  'centres-instructeurs': 'Centres instructeurs',
  collectivites: 'Collectivités',
  communes: 'Communes',
  dsi: 'Directions informatiques',
  editeurs: 'Éditeurs de logiciels',
  elus: 'Élus',
  epci: 'Intercommunalités',
  'services-deconcentres': 'Services de l’État dans les territoires',
  usagers: 'Usagers',
};

export const deliverableAvailability = z.enum(['published', 'ended', 'replaced']);

export const deliverableAvailabilities: Record<z.infer<typeof deliverableAvailability>, string> = {
  published: 'Publié',
  ended: 'Terminé',
  replaced: 'Remplacé',
};

/** A link to where the deliverable was first published. Nobody has checked that it still answers. */
export const deliverableLink = z.strictObject({
  url: z.url({ protocol: /^https?$/ }),
  role: z.enum(['file', 'page']),
  label: z.string().min(1),
  /** As announced on the original page, never measured. */
  size_label: z.string().min(1).nullable(),
  /** What the original page says of accessibility; null when it says nothing. */
  accessibility: z.string().min(1).nullable(),
  checked_on: z.iso.date().nullable(),
});

/** One deliverable of `data/deliverables.json`. */
export const deliverableContent = z.strictObject({
  slug,
  /** Slug of the producing group; null for what the programme itself produced. */
  group: slug.nullable(),
  title: z.string().min(1),
  description: z.string().min(1),
  kind: deliverableKind,
  format: deliverableFormat,
  /** The format in the words of the source (tool used…). */
  format_note: z.string().min(1),
  audience: z.array(deliverableAudience).min(1),
  published_on: z.iso.date().nullable(),
  /** When a source first shows it, in words. */
  first_seen: z.string().min(1).nullable(),
  availability: deliverableAvailability,
  availability_note: z.string().min(1),
  replaced_by: slug.nullable(),
  links: z.array(deliverableLink),
  /** Address on the original site, which imported pages still link to. */
  original_path: z.string().startsWith('/').nullable(),
  sources,
  confidence,
  note: z.string().min(1).optional(),
});

/** The whole file `data/deliverables.json`. */
export const deliverablesFile = z.strictObject({
  meta: z.strictObject({ generated_on: z.iso.date(), notes: z.array(z.string()) }),
  items: z.array(deliverableContent),
});

export type DeliverableContent = z.infer<typeof deliverableContent>;
export type DeliverableLink = z.infer<typeof deliverableLink>;
