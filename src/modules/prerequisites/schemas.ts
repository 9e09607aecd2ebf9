import { z } from 'zod';
import { fields } from '../../platform/http/index.ts';
import type { Reader } from './content.ts';

export const ofRollout = z.object({ slug: fields.slug });

export const ofPoint = ofRollout.extend({ point: fields.slug });

const readers = { collectivite: 'authority', editeur: 'vendor' } as const satisfies Record<string, Reader>;

/** For whom the list is shown: for an authority unless told otherwise. */
export const readerQuery = z.object({
  pour: z
    .enum(['collectivite', 'editeur'])
    .catch('collectivite')
    .transform((word) => readers[word]),
});

const states = ['todo', 'done', 'not_for_us'] as const;

export const markFields = {
  etat: fields.choice([...states], 'Choisissez où vous en êtes.'),
  note: fields.paragraphs({ max: 1000 }),
  version: fields.version,
};

/** The button of the list: the note stays as it is. */
export const stateFields = { etat: markFields.etat, version: fields.version };
