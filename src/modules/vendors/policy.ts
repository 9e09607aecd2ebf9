import { type Actor, isProgrammeTeam } from '../identity/index.ts';

export type VendorVerb =
  /** Opens spaces, says who works for whom, settles what is contested. */
  | 'vendor.manage'
  /** Works in a vendor's space: its products, whom they equip, what they reached. */
  | 'vendor.work'
  /** Says that one's authority is not equipped as a vendor tells. */
  | 'vendor.contest';

/** What rights depend on. */
export interface VendorFacts {
  /** Slug of the vendor; null when it is about none in particular. */
  vendor: string | null;
  /** Whether the programme team attached this person to it. */
  attached: boolean;
  /** The authority that it is about. */
  authorityId: string | null;
}

export const noFacts: VendorFacts = { vendor: null, attached: false, authorityId: null };

/**
 * Whether this person may do that. Saying at sign-up to be of a vendor gives nothing: the programme team attaches; and who moved
 * elsewhere since is attached in vain.
 */
export function can(
  actor: Actor | null,
  verb: VendorVerb,
  { vendor, attached, authorityId }: VendorFacts,
): boolean {
  if (actor?.state !== 'active') return false;
  switch (verb) {
    case 'vendor.manage':
      return isProgrammeTeam(actor);
    case 'vendor.work':
      return attached && vendor !== null && actor.organisation === vendor;
    case 'vendor.contest':
      return authorityId !== null && actor.authorityId === authorityId;
  }
}
