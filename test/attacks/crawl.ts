import { type KeptWord, words } from './group-work.ts';
import { endless, everybody, mayRead } from './rules.ts';
import { type Person, routesOf, type Scene } from './scene.ts';

export type Answer = Awaited<ReturnType<Scene['t']['get']>>;

/** Everybody of a scene, with their cookies. */
export const peopleOf = ({ people }: Scene): [Person, string | undefined][] =>
  everybody.map((person) => [person, people[person]]);

/** What may be read, save what never ends. */
export const pagesOf = ({ t }: Scene) =>
  routesOf(t).filter(
    ({ pattern, methods }) =>
      methods.includes('GET') && !pattern.startsWith('/assets') && !endless.test(pattern),
  );

export const formsOf = ({ t }: Scene) => routesOf(t).filter(({ methods }) => methods.includes('POST'));

/** Refused, or sent where one asks to come in. */
export const isShut = ({ statusCode, headers }: Answer): boolean =>
  [403, 404].includes(statusCode) ||
  (statusCode === 303 && /^\/(connexion|inscription\/suivi)|\/ouverture\?/.test(String(headers.location)));

const kept: KeptWord[] = ['kept', 'hidden', 'invited'];

/** Words of the group that this person reads there, and should not. */
export function leaked(person: Person, pattern: string, { body }: Pick<Answer, 'body'>): string[] {
  // Calendars fold their lines.
  const text = body.replaceAll('\r\n ', '');
  return kept
    .filter((word) => text.includes(words[word]) && !mayRead(word, person, pattern))
    .map((word) => `${person} reads what is ${word} at ${pattern}`);
}
