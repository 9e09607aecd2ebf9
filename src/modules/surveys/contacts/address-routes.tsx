import type { Deps } from '../../../platform/deps.ts';
import { type App, fields, formPage, Refusal } from '../../../platform/http/index.ts';
import { bySlug, surveyAt } from '../access.ts';
import { hereOf, metaOf } from '../addresses.ts';
import { limitByNetwork } from '../answering/attempts.ts';
import { declineInvitation, isInvited } from '../answering/seats.ts';
import { leaveAddress } from './contacts.ts';
import { AddressForm, NotInvited } from './views/contact.tsx';

/** After an answer is sent: an address, for who agreed to it, apart from what was answered. */
export function addressRoutes(app: App, deps: Deps): void {
  formPage(app, deps, {
    path: '/enquetes/:slug/courriel',
    access: 'public',
    params: bySlug,
    body: { courriel: fields.email() },
    load: async (request, { slug }) => ({
      survey: await surveyAt(deps, request.actor, slug),
      invited: isInvited(request),
    }),
    show: ({ form, thing: { survey, invited } }) => ({
      meta: metaOf(survey, 'Recevoir les résultats'),
      body: invited ? <AddressForm survey={survey} form={form} /> : <NotInvited survey={survey} />,
    }),
    guard: async ({ request, thing: { invited } }) => {
      if (!invited) throw new Refusal('Cette page suit l’envoi d’une réponse.');
      await limitByNetwork(deps, request, { name: 'survey address', max: 40 });
    },
    submit: async ({ tx, input, thing: { survey } }) => {
      await leaveAddress(tx, survey.id, input.courriel);
      return {
        location: `${hereOf(survey)}/merci`,
        notice: 'Un courriel vous demandera, d’ici demain, de confirmer cette adresse.',
        reply: (reply) => declineInvitation(reply, survey),
      };
    },
  });
}
