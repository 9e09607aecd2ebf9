import { fields } from '../../platform/http/index.ts';

/** How people call themselves. Names travel in mails to others: an address of a site has no place in one. */
export const personName = fields
  .line({ max: 100, min: 2, required: 'Indiquez votre prénom et votre nom.' })
  .refine(
    (name) => !/[<>@/\\]|www\.|\.(?:com|net|org|fr|io|ru)\b/i.test(name),
    'Indiquez votre prénom et votre nom.',
  );
