import { z } from 'zod';
import { ReceivedFile } from '../../platform/files/index.ts';
import { fields } from '../../platform/http/index.ts';
import { categories, categoryCodes, reactions } from './vocabulary.ts';

export const bySlug = z.object({ slug: fields.slug });
export const byId = z.object({ id: fields.uuid });
export const byPage = z.object({ page: fields.pageNumber.optional() });

/** A code of an address as the kind of thread that it stands for; anything odd stands for none. */
const category = z
  .enum(categoryCodes)
  .optional()
  .catch(undefined)
  .transform((code) => categories.find((one) => one.code === code)?.kind);

/** `?categorie=question&reponse=sans` */
export const listQuery = byPage.extend({
  categorie: category,
  reponse: z.literal('sans').optional().catch(undefined),
});

/** `?nature=annonce` opens the form on an announcement. */
export const kindAsked = z.object({ nature: category });

/** `?citer=…` opens the form on what a message says. */
export const quoteAsked = z.object({ citer: fields.uuid.optional().catch(undefined) });

export const longestMessage = 20_000;
export const longestTitle = 150;
const body = fields.paragraphs({ max: longestMessage, required: 'Écrivez votre message.' });

/** Their number and weight are looked at as they come in. */
const fichiers = z
  .array(z.instanceof(ReceivedFile), { error: 'Choisissez de nouveau les fichiers à joindre.' })
  .default([]);

const kinds = categories.map(({ kind }) => kind);

export const threadFields = {
  title: fields.line({ max: longestTitle, min: 3, required: 'Donnez un titre à la discussion.' }),
  body,
  kind: z.enum(kinds, { error: 'Choisissez une catégorie.' }).default('discussion'),
  fichiers,
};

export const replyFields = { body, fichiers };

/** Positions of files, each sent by its box. */
const retirer = z
  .preprocess(
    (sent) => (sent === undefined ? [] : [sent].flat()),
    z.array(z.coerce.number().int().positive().max(1000)),
  )
  .catch([]);

export const editFields = { body, version: fields.version, fichiers, retirer };

/** A draft is taken as it is, cut rather than refused: what was typed must not be lost for what is wrong with it. */
const unfinished = (longest: number) =>
  z
    .string()
    .catch('')
    .transform((text) =>
      text
        .toWellFormed()
        .replace(/\r\n?/g, '\n')
        // biome-ignore lint/suspicious/noControlCharactersInRegex: what the database refuses, and what nobody types
        .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, '')
        .slice(0, longest)
        .trim(),
    );

export const draftFields = {
  title: unfinished(longestTitle * 4).prefault(''),
  body: unfinished(longestMessage * 4).prefault(''),
  kind: z.enum(kinds).catch('discussion').prefault('discussion'),
  /** Sent by the browser while the person types: nothing is said on the next page. */
  silencieux: fields.checkbox(),
};

export const followFields = { suivre: z.enum(['oui', 'non', 'groupe']) };
export const acceptFields = { accepter: z.enum(['oui', 'non']) };
export const moveFields = {
  groupe: z.string({ error: 'Choisissez un groupe.' }).min(1, 'Choisissez un groupe.'),
};

/** `merci:oui` says it, `merci:non` takes it back: sent twice, it means the same. */
export const reactionFields = {
  reaction: z.string().transform((sent, context) => {
    const [code, wanted] = sent.split(':');
    const found = reactions.find((one) => one.code === code);
    if (found && (wanted === 'oui' || wanted === 'non'))
      return { kind: found.kind, wanted: wanted === 'oui' };
    context.addIssue({ code: 'custom', message: 'Cette réaction n’existe pas.' });
    return z.NEVER;
  }),
};
