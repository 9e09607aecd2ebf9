import type { Deps } from '../../../platform/deps.ts';
import { type App, button, formPage } from '../../../platform/http/index.ts';
import { Confirmation, machineDate, plural } from '../../../ui/index.ts';
import { bySlug, type OnSurvey, onSurvey } from '../access.ts';
import { workMeta, workOf } from '../addresses.ts';
import { countContacts } from '../contacts/contacts.ts';
import { sendResults } from '../results/sharing.ts';
import { countDrafts, type Survey } from '../survey.ts';
import { byOf } from './held.ts';
import { closeSurvey, deleteSurvey, openSurvey, takeBack } from './life.ts';

/** Asks before it is done, on a page of its own. */
function confirmed(
  app: App,
  deps: Deps,
  spec: {
    part: string;
    verb: 'survey.open' | 'survey.close' | 'survey.delete' | 'survey.share';
    words: (
      survey: Survey,
    ) =>
      | Promise<{ question: string; warning: string; act: string }>
      | { question: string; warning: string; act: string };
    act: (tx: Deps['db'], on: OnSurvey) => Promise<{ location: string; notice: string }>;
  },
): void {
  formPage(app, deps, {
    path: `/espace/enquetes/:slug/${spec.part}`,
    access: spec.verb,
    params: bySlug,
    load: onSurvey(deps, spec.verb),
    show: async ({ form, thing: { survey } }) => {
      const words = await spec.words(survey);
      return {
        meta: workMeta(survey, words.act),
        body: <Confirmation about={survey.title} {...words} form={form} cancelHref={workOf(survey)} />,
      };
    },
    submit: ({ tx, thing }) => spec.act(tx, thing),
  });
}

/** Opening, closing, deleting, sending the results. */
export function lifeRoutes(app: App, deps: Deps): void {
  const today = () => machineDate(deps.clock.now());
  confirmed(app, deps, {
    part: 'ouverture',
    verb: 'survey.open',
    words: (survey) => ({
      question: survey.state === 'closed' ? 'Rouvrir cette enquête ?' : 'Ouvrir cette enquête ?',
      warning:
        'Elle devient publique, et l’on peut y répondre aux dates prévues. Dès la première réponse, ses questions ne changent plus, sauf pour corriger un libellé.',
      act: survey.state === 'closed' ? 'Rouvrir' : 'Ouvrir',
    }),
    act: async (tx, { survey, actor }) => {
      await openSurvey(tx, survey, today(), byOf(deps, actor));
      return { location: workOf(survey), notice: 'L’enquête est ouverte.' };
    },
  });
  confirmed(app, deps, {
    part: 'fermeture',
    verb: 'survey.close',
    words: async (survey) => ({
      question: 'Fermer cette enquête ?',
      warning: `Plus personne ne peut répondre. Ce qui n’est pas encore envoyé est effacé : ${plural(await countDrafts(deps.db, survey.id), 'réponse commencée', 'réponses commencées')}.`,
      act: 'Fermer',
    }),
    act: async (tx, { survey, actor }) => {
      await closeSurvey(tx, survey, byOf(deps, actor));
      return {
        location: workOf(survey),
        notice: 'L’enquête est fermée. Les dernières réponses sont comptées d’ici dix minutes.',
      };
    },
  });
  confirmed(app, deps, {
    part: 'suppression',
    verb: 'survey.delete',
    words: () => ({
      question: 'Supprimer ce brouillon ?',
      warning: 'L’enquête et ses questions seront supprimées.',
      act: 'Supprimer',
    }),
    act: async (tx, { survey, actor }) => {
      await deleteSurvey(tx, survey, byOf(deps, actor));
      return { location: '/espace/enquetes', notice: 'Le brouillon est supprimé.' };
    },
  });
  confirmed(app, deps, {
    part: 'envoi',
    verb: 'survey.share',
    words: async (survey) => ({
      question: 'Envoyer les résultats ?',
      warning: `Un courriel mène aux résultats publiés : ${plural(await countContacts(deps.db, survey.id), 'adresse confirmée', 'adresses confirmées')}. Chacune n’est prévenue qu’une fois.`,
      act: 'Envoyer',
    }),
    act: async (tx, { survey, actor }) => {
      const told = await sendResults(tx, survey, byOf(deps, actor), deps.settings.publicUrl);
      return {
        location: workOf(survey),
        notice:
          told === 0
            ? 'Tout le monde avait déjà été prévenu.'
            : `${plural(told, 'courriel part', 'courriels partent')}.`,
      };
    },
  });
  button(app, deps, {
    path: '/espace/enquetes/:slug/brouillon',
    access: 'survey.open',
    params: bySlug,
    load: onSurvey(deps, 'survey.open'),
    submit: async ({ tx, thing: { survey, actor } }) => {
      await takeBack(tx, survey, byOf(deps, actor));
      return { location: `${workOf(survey)}/questions`, notice: 'L’enquête est de nouveau un brouillon.' };
    },
  });
}
