import { z } from 'zod';
import { fields } from '../../../platform/http/index.ts';

/** At one time. */
export const mostAddresses = 20;

const address = z.email();

/** Addresses one a line, or parted by commas or semicolons, as mail programs give them: « Marie <marie@mairie.fr> ». */
export const addresses = fields
  .paragraphs({ max: 6000, required: 'Indiquez au moins une adresse électronique.' })
  .transform((text, context) => {
    const found = text
      .split(/[\n,;]+/)
      .map((one) => (/<([^<>]+)>\s*$/.exec(one)?.[1] ?? one).trim().toLowerCase())
      .filter((one) => one !== '');
    const wrong = found.filter((one) => one.length > 254 || !address.safeParse(one).success);
    const issue = (message: string) => context.addIssue({ code: 'custom', message });
    if (wrong.length > 0) {
      issue(`Incorrect : ${wrong.slice(0, 3).join(', ').slice(0, 200)}. Exemple : prenom.nom@commune.fr`);
    }
    if (found.length === 0) issue('Indiquez au moins une adresse électronique.');
    if (found.length > mostAddresses) issue(`${mostAddresses} adresses au plus à la fois.`);
    return [...new Set(found)];
  });

export const invitationFields = {
  adresses: addresses,
  role: fields.choice(
    ['copilote-etat', 'copilote-collectivites', 'membre', 'observateur'],
    'Choisissez un rôle.',
  ),
  mot: fields.paragraphs({ max: 1000 }).optional().default(''),
};

export const invitationParams = z.object({ slug: fields.slug, id: fields.uuid });
export const ownInvitationParams = z.object({ id: fields.uuid });
export const tokenParams = z.object({ token: z.string().max(100) });
