import type { Db, KeyAct } from '../../../platform/database/index.ts';
import type { FieldChange } from '../../../platform/text-changes.ts';
import type { Act } from '../act.ts';

/** What one key asks for: the thing, and what is to be done to it. */
export interface Asked {
  groupId: string;
  /** The group itself, one of its deliverables, or a version of one. */
  thingId: string;
  /** As the act takes it; parsed again by the act. */
  input: unknown;
}

/** What a request would change, for whoever holds the other key to judge. */
export interface Preview {
  /** Where the thing is worked on, or seen as it would be. */
  href: string;
  changes: FieldChange[];
  /** Why it is asked; it will be public. */
  reason?: string;
}

/** An act that takes a key of each side, as the module that owns its thing does it. */
export interface KeyedAct {
  /**
   * Holds the thing until the end of the transaction, and gives what changes whenever the thing does; null when it is
   * gone.
   */
  hold(tx: Db, thingId: string): Promise<{ mark: string; label: string } | null>;
  /** Throws Refusal when this cannot be done to the thing as it is: nobody is asked for a key in vain. */
  check(tx: Db, asked: Asked): Promise<void>;
  /** Does it, to the thing that is held and bears this mark. */
  perform(tx: Db, act: Act, asked: Asked & { mark: string }): Promise<void>;
  /** Null when the thing is gone. */
  preview(db: Db, asked: Asked): Promise<Preview | null>;
}

/** `Clé demandée pour …`; the thing's name follows where there are several. */
export const keyActWords: Readonly<Record<KeyAct, string>> = {
  'deliverable.publish': 'publier le livrable',
  'deliverable.publish-version': 'publier la nouvelle version',
  'group.reorient': 'réorienter le groupe',
  'group.pause': 'mettre le groupe en pause',
  'group.resume': 'faire reprendre le groupe',
  'group.close': 'clore le groupe',
};

/** `publier le livrable « Guide »`, `clore le groupe`. */
export function askedWords({ act, thingLabel }: { act: KeyAct; thingLabel: string }): string {
  const words = keyActWords[act];
  return act === 'deliverable.publish' || act === 'deliverable.publish-version'
    ? `${words} « ${thingLabel} »`
    : words;
}

const known = new Map<KeyAct, KeyedAct>();

/** Tells how an act is done. Each is told once, by the module that owns its thing. */
export function defineKeyedAct(name: KeyAct, definition: KeyedAct): void {
  known.set(name, definition);
}

export function keyedAct(name: KeyAct): KeyedAct {
  const definition = known.get(name);
  if (!definition) throw new Error(`nobody tells how ${name} is done`);
  return definition;
}
