import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Deps } from '../../platform/deps.ts';
import {
  type App,
  fields,
  formPage,
  limitAttempts,
  networkOf,
  type TypedValues,
  typedText,
} from '../../platform/http/index.ts';
import { enqueue } from '../../platform/jobs/index.ts';
import { rememberAddress, signUpCodePath } from '../identity/index.ts';
import { choicesOf, resolveAffiliation, typedAffiliation } from './affiliation.ts';
import { askedGroupIds, openGroups } from './asked-groups.ts';
import { invitationOfToken } from './invitations/queries.ts';
import { signUpFields } from './schemas.ts';
import { AlreadySignedUpPage, SignUpPage } from './views/sign-up.tsx';

const hour = 60 * 60;
const preselection = z
  .object({
    groupe: fields.slug.optional(),
    collectivite: fields.line({ max: 200 }).optional(),
    invitation: z.string().max(100).optional(),
  })
  .catch({});

export function signUpRoutes(app: App, deps: Deps): void {
  formPage(app, deps, {
    path: '/inscription',
    access: 'public',
    body: signUpFields,
    initial: async ({ request }): Promise<TypedValues> => {
      const { groupe, collectivite, invitation: token } = preselection.parse(request.query);
      const invitation = await invitationOf(deps, token);
      return {
        ...(token && invitation ? { invitation: token, courriel: invitation.email } : {}),
        ...(groupe ? { groupes: [groupe] } : {}),
        ...(collectivite ? { structure: collectivite } : {}),
      };
    },
    show: async ({ request, form }) => ({
      meta: {
        title: 'Rejoindre l’espace collaboratif',
        description:
          'Agents et élus : rejoignez les groupes projets de la transformation numérique des territoires.',
        canonical: '/inscription',
        noindex: false,
        breadcrumb: [{ label: 'Inscription' }],
      },
      body: request.actor ? (
        <AlreadySignedUpPage name={request.actor.name} state={request.actor.state} />
      ) : (
        <SignUpPage
          form={form}
          groups={await openGroups(deps.db)}
          choices={await choicesOf(deps.db, form)}
          invitation={await invitationOf(deps, typedText(form.values, 'invitation'))}
        />
      ),
    }),
    guard: async ({ request, input }) => {
      const now = deps.clock.now();
      const network = networkOf(request.ip);
      await limitAttempts(deps.db, { name: 'sign-up ip', of: network, max: 20, seconds: hour, now });
      await limitAttempts(deps.db, { name: 'sign-up', of: input.courriel, max: 5, seconds: hour, now });
    },
    // The same work, and the same answer, whether or not somebody has this address: a job finds out.
    submit: async ({ tx, input }) => {
      const affiliation = await resolveAffiliation(tx, typedAffiliation(input));
      const groupIds = await askedGroupIds(tx, input.groupes);
      const invitation = await invitationOf(deps, input.invitation);
      // A machine that fell in the trap reads the same answer as anybody.
      if (!input.site_web) {
        await enqueue(tx, 'registration.open', {
          request: randomUUID(),
          email: input.courriel,
          name: input.nom,
          quality: input.qualite,
          authorityId: affiliation.authorityId,
          organisation: affiliation.organisation,
          affiliationLabel: affiliation.label,
          functionTitle: input.fonction,
          groupIds,
          // For its own address only; the job looks at it again.
          invitationId: invitation?.email === input.courriel ? invitation.id : null,
        });
      }
      return {
        location: signUpCodePath,
        reply: (reply) => rememberAddress(deps, reply, input.courriel),
      };
    },
  });
}

/** What somebody who came by the link of an invitation carries along; null for anybody else. */
const invitationOf = (deps: Deps, token: string | undefined) =>
  token ? invitationOfToken(deps.db, token, deps.clock.now()) : null;
