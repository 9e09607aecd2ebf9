import { z } from 'zod';
import type { MailRhythm, MembershipRole, RegistrationState, Side } from '../../platform/database/index.ts';
import { fields } from '../../platform/http/index.ts';
import { type Departure, personName } from '../identity/index.ts';

export const qualities = ['agent', 'elu', 'agent_etat', 'association', 'editeur'] as const;

export const roleLabels: Record<MembershipRole, string> = {
  copilot: 'Copilote',
  member: 'Membre',
  observer: 'Observateur',
};

/** What an observer may do, as policies have it; told to whoever becomes one. */
export const observerWords =
  'Comme observateur, vous lisez l’avancement, le plan de travail, les livrables publiés et les discussions, et vous pouvez y écrire. Les livrables en préparation sont réservés aux membres, agents et élus des collectivités.';

/** As it follows "copilote". */
export const sideWords: Record<Side, string> = { etat: 'côté État', collectivites: 'côté collectivités' };

/** As a sentence has it: « copilote, côté État », « membre ». */
export function roleInWords({ role, side }: { role: MembershipRole; side: Side | null }): string {
  const word = roleLabels[role].toLowerCase();
  return side ? `${word}, ${sideWords[side]}` : word;
}

export const stateLabels: Record<RegistrationState, string> = {
  unconfirmed: 'Adresse à confirmer',
  waiting: 'En attente',
  accepted: 'Acceptée',
  refused: 'Refusée',
};

/** Why a request from this address is looked at by somebody. */
export function departureWords({ suspended, removedFrom }: Departure): string {
  const facts = [suspended && 'suspendue', removedFrom.length > 0 && 'retirée d’un groupe'].filter(Boolean);
  return `cette adresse a déjà été ${facts.join(' et ')}, sous un compte supprimé depuis`;
}

const slugs = z.preprocess(
  (value) => (value === undefined || value === '' ? [] : Array.isArray(value) ? value : [value]),
  z.array(fields.slug, { error: 'Ce choix n’existe pas.' }).max(50),
);

/** In what quality a person takes part, where they work, and what they do there. */
export const affiliationFields = {
  qualite: fields.choice(qualities, 'Choisissez une qualité.'),
  structure: fields.line({ max: 200, required: 'Indiquez la collectivité ou l’organisme.' }),
  /** What was chosen in the list; any oddity counts as nothing chosen. */
  structure_id: z.string().max(250).catch(''),
  /** The text that the choices on the page answered: choices of another text no longer count. */
  structure_pour: z.string().max(250).optional().catch(undefined),
  fonction: fields.line({ max: 150, required: 'Indiquez la fonction.' }),
};

/** The sign-up form: six questions, that one knows what becomes of the answers, and what people do not see. */
export const signUpFields = {
  nom: personName,
  courriel: fields.email('Indiquez votre adresse électronique professionnelle.'),
  ...affiliationFields,
  groupes: slugs,
  /** The secret of the invitation through which the person came, if any. */
  invitation: z.string().max(100).optional().catch(undefined),
  information: fields
    .checkbox()
    .refine((ticked) => ticked, 'Lisez à quoi servent ces informations, puis cochez la case.'),
  /** The trap: whoever fills it is a machine. */
  site_web: z
    .unknown()
    .optional()
    .transform((value) => value !== undefined && value !== ''),
};

/** What a person who waits may correct; the address is changed from the account. */
export const requestFields = {
  nom: personName,
  ...affiliationFields,
  groupes: slugs,
  version: fields.version,
};

/** What the programme team corrects of an account: a function may be unknown there. */
export const standingFields = {
  ...affiliationFields,
  fonction: fields.line({ max: 200 }),
  version: fields.version,
};

const decisions = ['accepter', 'accepter-domaine', 'refuser'] as const;

export const decisionFields = {
  decision: fields.choice(decisions, 'Choisissez une décision.'),
  motif: fields.paragraphs({ max: 1000 }).optional().default(''),
  /** State of the request when the page was opened. */
  etat: fields.choice(['waiting', 'refused'], 'Rechargez la page et recommencez.'),
  /** Version of the person's account on that page: what the reviewer read is what gets decided. */
  version: fields.version,
  /** Mail domain on that page: what the reviewer read is what gets trusted. */
  domaine: fields.line({ max: 255 }).optional(),
};

export const roleFields = {
  role: fields.choice(
    ['copilote-etat', 'copilote-collectivites', 'membre', 'observateur'],
    'Choisissez un rôle.',
  ),
};

export const roleChoices = {
  'copilote-etat': { role: 'copilot', side: 'etat' },
  'copilote-collectivites': { role: 'copilot', side: 'collectivites' },
  membre: { role: 'member', side: null },
  observateur: { role: 'observer', side: null },
} as const satisfies Record<string, { role: MembershipRole; side: Side | null }>;

export const removalFields = {
  motif: fields.reason,
};

const rhythms = ['at_once', 'daily', 'weekly', 'never'] as const satisfies readonly MailRhythm[];

/** When a person hears of a group by mail, as they choose it. */
export const rhythmLabels: Record<MailRhythm, string> = {
  at_once: 'Tout de suite',
  daily: 'Un récapitulatif chaque matin',
  weekly: 'Un récapitulatif le mardi matin',
  never: 'Aucun, sauf discussions suivies',
};

/** Said once it is chosen. */
export const rhythmWords: Record<MailRhythm, string> = {
  at_once: 'Vous recevrez les courriels de ce groupe au fur et à mesure.',
  daily:
    'Vous recevrez les nouvelles de ce groupe en un seul courriel, les matins des jours ouvrés où il y en a.',
  weekly: 'Vous recevrez les nouvelles de ce groupe en un seul courriel, le mardi matin quand il y en a.',
  never: 'Vous ne recevrez plus de ce groupe que les réponses aux discussions que vous suivez.',
};

export const rhythmField = fields.choice(rhythms, 'Choisissez quand recevoir les courriels.');

export const mailFields = { courriels: rhythmField };

export const groupParams = z.object({ slug: fields.slug });
export const accountParams = z.object({ id: fields.uuid });
export const registrationParams = z.object({ id: fields.uuid });
export const memberParams = z.object({ slug: fields.slug, account: fields.uuid });
export const listQuery = z.object({
  q: fields.searchText.optional().default(''),
  page: fields.pageNumber.optional().default(1),
});
