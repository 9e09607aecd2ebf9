import { z } from 'zod';
import { fields } from '../../platform/http/index.ts';
import { authorityAddress } from '../territories/index.ts';

export const ofAuthority = authorityAddress;

export const ofMeasure = authorityAddress.extend({ slug: fields.slug });

export const ofLink = authorityAddress.extend({ token: z.string().max(100) });

export const ofFollower = authorityAddress.extend({ id: fields.uuid });

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
