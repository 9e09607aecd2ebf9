import type { Deps } from '../../platform/deps.ts';
import { type App, authorise, button, Refusal } from '../../platform/http/index.ts';
import { listFlags } from '../audience/index.ts';
import { signedIn } from '../identity/index.ts';
import { authorityUrl } from '../territories/index.ts';
import { browserAnswers, dropAnswers, keepAnswers, profileAnswers, setAnswers } from './answers.ts';
import { placeAt } from './place.ts';
import { can } from './policy.ts';
import { answerFields, keepingFields, ofAuthority } from './schemas.ts';

/** Answers about an authority: in the browser of whoever gives them, or with their account when they choose so. */
export function answerRoutes(app: App, deps: Deps): void {
  button(app, deps, {
    path: '/collectivites/:segment/:code/reponses',
    access: 'public',
    params: ofAuthority,
    body: answerFields,
    load: (_request, params) => placeAt(deps.db, params),
    submit: async ({ tx, request, input: { question, reponse }, thing: { authority } }) => {
      if (!(await listFlags(tx)).has(question)) throw new Refusal('Cette question n’existe pas.');
      const answers = new Map(browserAnswers(request, authority.id));
      answers.delete(question);
      const { actor } = request;
      const of = actor && { accountId: actor.id, authorityId: authority.id };
      const kept = of ? await profileAnswers(tx, of.accountId, of.authorityId) : new Map();
      if (reponse === 'effacer') {
        if (of) await dropAnswers(tx, { ...of, flag: question });
      } else if (of && kept.size > 0) {
        await keepAnswers(tx, { ...of, now: deps.clock.now() }, new Map([[question, reponse === 'oui']]));
      } else answers.set(question, reponse === 'oui');
      return {
        location: `${authorityUrl(authority)}#question-${question}`,
        reply: (reply) => setAnswers(deps, request, reply, authority.id, answers),
      };
    },
  });

  button(app, deps, {
    path: '/collectivites/:segment/:code/reponses/profil',
    access: 'authority.keep-answers',
    params: ofAuthority,
    body: keepingFields,
    load: async (request, params) => {
      const place = await placeAt(deps.db, params);
      const verb = 'authority.keep-answers';
      authorise(request, verb, can(request.actor, verb, place.authority.id));
      return { ...place, actor: signedIn(request) };
    },
    submit: async ({ tx, request, input: { choix }, thing: { authority, actor } }) => {
      const of = { accountId: actor.id, authorityId: authority.id };
      const known = await listFlags(tx);
      const given = [...browserAnswers(request, authority.id)].filter(([flag]) => known.has(flag));
      const location = `${authorityUrl(authority)}#reponses`;
      if (choix === 'garder') {
        await keepAnswers(tx, { ...of, now: deps.clock.now() }, new Map(given));
        return {
          location,
          notice: 'Vos réponses sont gardées dans votre profil.',
          reply: (reply) => setAnswers(deps, request, reply, authority.id, new Map()),
        };
      }
      const kept = await profileAnswers(tx, actor.id, authority.id);
      await dropAnswers(tx, of);
      return {
        location,
        notice: 'Vos réponses ne sont plus dans votre profil ; ce navigateur les garde jusqu’à sa fermeture.',
        reply: (reply) => setAnswers(deps, request, reply, authority.id, new Map([...kept, ...given])),
      };
    },
  });
}
