import type { ReactionKind, ThreadKind } from '../../platform/database/index.ts';

/** What a thread is: how its badge reads, how lists name several, how addresses say it. */
export const categories = [
  {
    kind: 'announcement',
    code: 'annonce',
    label: 'Annonce',
    plural: 'Annonces',
    hint: 'Une information des copilotes à tout le groupe.',
  },
  {
    kind: 'discussion',
    code: 'discussion',
    label: 'Discussion',
    plural: 'Discussions',
    hint: 'Un sujet à débattre.',
  },
  {
    kind: 'question',
    code: 'question',
    label: 'Question',
    plural: 'Questions',
    hint: 'Vous, ou un copilote, pourrez marquer la réponse acceptée.',
  },
  {
    kind: 'decision',
    code: 'decision',
    label: 'Décision à prendre',
    plural: 'Décisions à prendre',
    hint: 'Un choix que le groupe doit faire.',
  },
  {
    kind: 'experience',
    code: 'experience',
    label: 'Retour d’expérience',
    plural: 'Retours d’expérience',
    hint: 'Ce que vous avez fait, ce que cela a donné.',
  },
] as const satisfies readonly {
  kind: ThreadKind;
  code: string;
  label: string;
  plural: string;
  hint: string;
}[];

export type CategoryCode = (typeof categories)[number]['code'];

export const categoryCodes = categories.map(({ code }) => code);

export function categoryOf(kind: ThreadKind): (typeof categories)[number] {
  return categories.find((category) => category.kind === kind) ?? categories[1];
}

/** What one may say of a message by one click, in the order of the buttons. */
export const reactions = [
  { kind: 'thanks', code: 'merci', label: 'Merci' },
  { kind: 'agree', code: 'accord', label: 'D’accord' },
  { kind: 'same_here', code: 'meme-situation', label: 'Même situation' },
] as const satisfies readonly { kind: ReactionKind; code: string; label: string }[];
