import type { Db } from '../../../platform/database/index.ts';
import {
  type Answer,
  authorityWords,
  type Experience,
  findAnyAnswer,
  findAnyExperience,
  forgetHiddenAnswers,
  forgetHiddenExperiences,
  hideAnswer,
  hideExperience,
  keeperSlug,
  onAnswer,
  onExperience,
  restoreAnswer,
  restoreExperience,
} from '../../agenda/index.ts';
import type { ReportableKind, ReportedThing } from '../reportable.ts';

/** What authorities tell of the measures of the agenda, which all may read or those alone who answer for the measure. */
export const experiences: ReportableKind = {
  kind: 'experience',
  segment: 'temoignages',
  words: {
    name: 'Témoignage',
    the: 'le témoignage',
    this: 'Ce témoignage',
    your: 'Votre témoignage',
    made: 'écrit',
    where: (label) => `sur la mesure « ${label} »`,
    hiding:
      'Il quitte les pages publiques, avec les réponses qu’il a reçues. Seuls son auteur et la modération le lisent encore.',
    hidden: 'Il n’est plus sur les pages publiques, ni les réponses qu’il a reçues.',
    readers: null,
  },
  isMarkdown: false,
  async find(deps, request, id, act) {
    const verb = act === 'report' ? 'experience.report' : 'experience.moderate';
    const { actor, experience } = await onExperience(deps, request, id, verb);
    return { actor, thing: await thingOf(deps.db, experience) };
  },
  async peek(db, id) {
    const experience = await findAnyExperience(db, id);
    return experience && thingOf(db, experience);
  },
  hide: hideExperience,
  restore: restoreExperience,
  forget: forgetHiddenExperiences,
};

/** What the pilots of the agenda answer to them. */
export const experienceAnswers: ReportableKind = {
  kind: 'experience-answer',
  segment: 'reponses',
  words: {
    name: 'Réponse à un témoignage',
    the: 'le texte',
    this: 'Ce texte',
    your: 'Votre texte',
    made: 'écrit',
    where: (label) => `en réponse à un témoignage sur la mesure « ${label} »`,
    hiding: 'Il quitte les pages publiques. Seuls son auteur et la modération le lisent encore.',
    hidden: 'Il n’est plus sur les pages publiques.',
    readers: null,
  },
  isMarkdown: false,
  async find(deps, request, id, act) {
    const verb = act === 'report' ? 'experience.report' : 'experience.moderate';
    const { actor, answer, experience } = await onAnswer(deps, request, id, verb);
    return { actor, thing: answered(await thingOf(deps.db, experience), answer) };
  },
  async peek(db, id) {
    const found = await findAnyAnswer(db, id);
    return found && answered(await thingOf(db, found.experience), found.answer);
  },
  hide: hideAnswer,
  restore: restoreAnswer,
  forget: forgetHiddenAnswers,
};

/** The answer at the place of what it answers. */
function answered(thing: ReportedThing, { id, authorId, body }: Answer): ReportedThing {
  return { ...thing, id, authorId, authorName: 'Un pilote de l’agenda', text: body };
}

async function thingOf(db: Db, experience: Experience): Promise<ReportedThing> {
  const { id, authorId, measure, body, visibility } = experience;
  // The copilots who keep the agenda read what is told, and by whom.
  const keepers = await db
    .selectFrom('groups')
    .select('id')
    .where('slug', '=', keeperSlug)
    .executeTakeFirst();
  const page = visibility === 'public' ? `/agenda/${measure.slug}/temoignages` : '/espace/agenda/temoignages';
  return {
    id,
    groupId: keepers?.id ?? null,
    authorId,
    // All read the authority, and the person is not named to them.
    authorName: authorityWords(experience),
    label: measure.title,
    text: body,
    files: 0,
    href: `${page}#temoignage-${id}`,
  };
}
