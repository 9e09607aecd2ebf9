import type { Deps } from '../../../platform/deps.ts';
import type { Group } from '../../groups/index.ts';

/** What a part of the pack is made from. */
export interface About {
  deps: Deps;
  group: Group;
  /** Who asks for the pack: threads are read as they see them. */
  readerId: string;
  today: string;
}
