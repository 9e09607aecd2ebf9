import { z } from 'zod';
import { fields } from '../../platform/http/index.ts';

/** As in the address: forms read it twice. */
export const ofAuthority = z.object({
  segment: z.string().max(20),
  code: z.string().regex(/^[\dAB]{2,9}$/),
});

export const ofMeasure = ofAuthority.extend({ slug: fields.slug });

export const ofLink = ofAuthority.extend({ token: z.string().max(100) });

export const ofFollower = ofAuthority.extend({ id: fields.uuid });

const unreadable = 'Cette réponse est incomplète. Revenez sur la page et recommencez.';

export const answerFields = {
  question: z.string({ error: unreadable }).max(80, unreadable),
  reponse: fields.choice(['oui', 'non', 'effacer'], unreadable),
};

export const keepingFields = { choix: fields.choice(['garder', 'oublier'], unreadable) };

export const markFields = {
  etat: fields.choice(['done', 'planned', 'not_for_us', 'none'], 'Choisissez où vous en êtes.'),
  note: fields.paragraphs({ max: 1000 }),
  version: fields.version,
};

export const followFields = { adresse: fields.email() };

/** Typed by hand: what is wrong is said on the page, not by an error. */
export const whatIfQuery = z.object({
  population: z.string().max(40).default('').catch(''),
  avec: fields.searchText.default(''),
  avec_id: z.string().max(40).default('').catch(''),
});
