import { type RawBuilder, sql } from 'kysely';
import type { BadgeKind } from '../../ui/index.ts';

/** What the public reads of a signature in the register. */
const publicStates = ['in_force', 'expired', 'suspended', 'withdrawn'] as const;
export type PublicState = (typeof publicStates)[number];

export const stateLabels: Readonly<Record<PublicState, string>> = {
  in_force: 'En vigueur',
  expired: 'Expirée',
  suspended: 'Suspendue',
  withdrawn: 'Retirée',
};

export const stateKinds: Readonly<Record<PublicState, BadgeKind>> = {
  in_force: 'success',
  expired: 'neutral',
  suspended: 'warning',
  withdrawn: 'neutral',
};

/** In addresses. */
export const stateWords = ['en-vigueur', 'expiree', 'suspendue', 'retiree'] as const;
export type StateWord = (typeof stateWords)[number];

const byWord: Readonly<Record<StateWord, PublicState>> = {
  'en-vigueur': 'in_force',
  expiree: 'expired',
  suspendue: 'suspended',
  retiree: 'withdrawn',
};

export const stateOfWord = (word: StateWord): PublicState => byWord[word];

/**
 * Where a row of `charter_signatures` in the register stands: a signature holds until the end of its last day, and no task needs
 * to run for it to expire.
 */
export const publicStateSql = (today: string): RawBuilder<PublicState> =>
  sql<PublicState>`case
    when charter_signatures.state <> 'published' then charter_signatures.state::text
    when charter_signatures.expires_on < ${today}::date then 'expired'
    else 'in_force'
  end`;
