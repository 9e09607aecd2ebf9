import { z } from 'zod';
import type { MarkState } from '../../platform/database/index.ts';
import { fields } from '../../platform/http/index.ts';
import { type ActStates, markStates } from './marks.ts';

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

/** One field of several of one name: always a list. */
const listed = (value: unknown) => (value === undefined ? [] : [value].flat());

export const markFields = {
  etat: fields.choice([...markStates, 'none'], 'Choisissez où vous en êtes.'),
  /** The words of each act, and beside them, in `acte_etat`, where it is. */
  acte: z.preprocess(listed, z.array(z.string().max(6000)).max(200)),
  acte_etat: z.preprocess(
    listed,
    z.array(z.enum(['', ...markStates], 'Choisissez où en est chaque action.')).max(200),
  ),
  note: fields.paragraphs({ max: 1000 }),
  version: fields.version,
};

/** What was chosen for each act; those left empty are not there. */
export function actStatesOf(words: readonly string[], states: readonly (MarkState | '')[]): ActStates {
  return new Map(
    words.flatMap((act, index): [string, MarkState][] => {
      const state = states[index];
      return state ? [[act, state]] : [];
    }),
  );
}

export const followFields = { adresse: fields.email() };

/** Typed by hand: what is wrong is said on the page, not by an error. */
export const whatIfQuery = z.object({
  population: z.string().max(40).default('').catch(''),
  avec: fields.searchText.default(''),
  avec_id: z.string().max(40).default('').catch(''),
});
