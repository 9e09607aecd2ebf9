import { z } from 'zod';
import { fields } from '../../platform/http/index.ts';
import { rhythmField } from '../membership/index.ts';

const several = <T>(one: z.ZodType<T>) =>
  z.preprocess(
    (value) => (value === undefined ? [] : Array.isArray(value) ? value : [value]),
    z.array(one).max(500),
  );

/** How many mails a day, digest aside, a person may choose to have at most. */
export const mostChoices = ['0', '3', '5', '10', '20', '50'] as const;

/** The groups and their rhythms go two by two, in the order of the page. */
export const choicesFields = {
  groupe: several(fields.slug),
  rythme: several(rhythmField),
  plafond: fields
    .choice(mostChoices, 'Choisissez un nombre de courriels par jour.')
    .transform((text) => Number(text)),
};

export const ofStop = z.object({ stop: fields.uuid });
export const ofGroupStop = z.object({ stop: fields.uuid, slug: fields.slug });
export const ofThreadStop = z.object({ stop: fields.uuid, thread: fields.uuid });
