import { randomUUID } from 'node:crypto';
import type { Deps } from '../../../platform/deps.ts';
import {
  type App,
  authorise,
  fields,
  formPage,
  found,
  limitAttempts,
  Refusal,
  TooMany,
} from '../../../platform/http/index.ts';
import { askToOpen, findGroup } from '../../groups/index.ts';
import { signedIn } from '../../identity/index.ts';
import { findMember } from '../membership-queries.ts';
import { can } from '../policy.ts';
import { memberParams } from '../schemas.ts';
import { writeToMember } from './contact.ts';
import { ContactPage } from './views/contact.tsx';

const day = 24 * 3600;
/** To all together, and to one person. */
const lettersADay = 15;
const lettersToOneADay = 3;

export function contactRoutes(app: App, deps: Deps): void {
  formPage(app, deps, {
    path: '/espace/groupes/:slug/membres/:account/message',
    access: 'membership.contact',
    params: memberParams,
    body: {
      objet: fields.line({ max: 120, required: 'Indiquez l’objet de votre message.' }),
      texte: fields.paragraphs({ max: 5000, required: 'Écrivez votre message.' }),
      adresse: fields.checkbox(),
    },
    load: async (request, { slug, account }) => {
      const group = found(await findGroup(deps.db, slug), 'Ce groupe n’existe pas.');
      const actor = signedIn(request);
      askToOpen(actor, group);
      authorise(request, 'membership.contact', can(actor, 'membership.contact', { groupId: group.id }));
      const member = found(
        account === actor.id ? null : await findMember(deps.db, group.id, account),
        'Cette personne n’est pas du groupe.',
      );
      return { group, actor, member };
    },
    show: ({ form, thing: { group, member } }) => ({
      meta: {
        title: `Écrire à ${member.name} – ${group.title}`,
        breadcrumb: [
          { label: 'Mon espace', href: '/espace' },
          { label: group.title, href: `/espace/groupes/${group.slug}` },
          { label: 'Membres', href: `/espace/groupes/${group.slug}/membres` },
          { label: `Écrire à ${member.name}` },
        ],
      },
      body: <ContactPage group={group} member={member} form={form} />,
    }),
    guard: ({ thing: { actor, member } }) => limitLetters(deps, actor.id, member),
    submit: async ({ tx, input, thing: { group, actor, member } }) => {
      await writeToMember(tx, {
        sender: actor,
        recipientId: member.accountId,
        group,
        subject: input.objet,
        body: input.texte,
        showsAddress: input.adresse,
        key: `contact:${randomUUID()}`,
        publicUrl: deps.settings.publicUrl,
      });
      return {
        location: `/espace/groupes/${group.slug}/membres`,
        notice: `Votre message part à ${member.name}.`,
      };
    },
  });
}

/** A refusal rather than an error: what was written stays in the form. */
async function limitLetters(deps: Deps, from: string, to: { accountId: string; name: string }) {
  const now = deps.clock.now();
  const limits = [
    {
      name: 'contact to',
      of: `${from} ${to.accountId}`,
      max: lettersToOneADay,
      message: `Vous avez déjà écrit ${lettersToOneADay} fois à ${to.name} aujourd’hui. Attendez sa réponse.`,
    },
    {
      name: 'contact',
      of: from,
      max: lettersADay,
      message: `Vous avez déjà écrit ${lettersADay} messages aujourd’hui. Pour vous adresser à tous, ouvrez une discussion.`,
    },
  ];
  for (const limit of limits) {
    try {
      await limitAttempts(deps.db, { ...limit, seconds: day, now });
    } catch (error) {
      throw error instanceof TooMany ? new Refusal(limit.message) : error;
    }
  }
}
