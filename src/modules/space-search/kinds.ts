/** What can be found in a group, under the word that its filter bears in addresses. */
export const kinds = [
  { word: 'annonces', kind: 'message-announcement', one: 'Annonce', many: 'Annonces', messages: true },
  { word: 'discussions', kind: 'message-discussion', one: 'Discussion', many: 'Discussions', messages: true },
  {
    word: 'questions',
    kind: 'message-question',
    one: 'Question',
    many: 'Questions et réponses',
    messages: true,
  },
  {
    word: 'a-decider',
    kind: 'message-decision',
    one: 'Décision à prendre',
    many: 'Décisions à prendre',
    messages: true,
  },
  {
    word: 'retours',
    kind: 'message-experience',
    one: 'Retour d’expérience',
    many: 'Retours d’expérience',
    messages: true,
  },
  {
    word: 'avancement',
    kind: 'progress',
    one: 'Point d’avancement',
    many: 'Points d’avancement',
    messages: false,
  },
  { word: 'taches', kind: 'task', one: 'Tâche', many: 'Tâches', messages: false },
  { word: 'reunions', kind: 'meeting', one: 'Réunion', many: 'Réunions et comptes rendus', messages: false },
  { word: 'decisions', kind: 'decision', one: 'Décision', many: 'Décisions du registre', messages: false },
  { word: 'documents', kind: 'document', one: 'Document', many: 'Documents', messages: false },
  { word: 'livrables', kind: 'deliverable', one: 'Livrable', many: 'Livrables', messages: false },
] as const;

/** All that is written in threads. */
export const allMessages = 'messages';

export type KindWord = (typeof kinds)[number]['word'] | typeof allMessages;

export const kindWords: readonly KindWord[] = [allMessages, ...kinds.map(({ word }) => word)];

export function kindsOf(word: KindWord): string[] {
  return kinds
    .filter((one) => (word === allMessages ? one.messages : one.word === word))
    .map(({ kind }) => kind);
}

export const wordOfKind = (word: KindWord): string =>
  word === allMessages ? 'Tous les messages' : (kinds.find((one) => one.word === word)?.many ?? word);

export const nameOfKind = (kind: string): string => kinds.find((one) => one.kind === kind)?.one ?? 'Message';
