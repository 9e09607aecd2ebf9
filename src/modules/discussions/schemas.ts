import { z } from 'zod';
import { fields } from '../../platform/http/index.ts';

export const bySlug = z.object({ slug: fields.slug });
export const byId = z.object({ id: fields.uuid });
export const byPage = z.object({ page: fields.pageNumber.optional() });

export const longestMessage = 20_000;
const body = fields.paragraphs({ max: longestMessage, required: 'Écrivez votre message.' });

export const threadFields = {
  title: fields.line({ max: 150, min: 3, required: 'Donnez un titre à la discussion.' }),
  body,
  kind: z.enum(['discussion', 'announcement']).default('discussion'),
};

export const replyFields = { body };

/** Why another's message goes; one's own needs none. */
export const deletionFields = { motif: fields.paragraphs({ max: 1000 }).prefault('') };

export const editFields = { body, version: fields.version };
