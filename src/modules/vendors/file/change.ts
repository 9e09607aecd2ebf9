import type { VendorFileLineKind, VendorFileScope } from '../../../platform/database/index.ts';

/** What is to be said of a line, or of what a file does not name any more. */
export interface Line {
  kind: VendorFileLineKind;
  /** In the file, the first being 1; null for what it does not name. */
  line: number | null;
  about: string;
  message: string;
}

/** What a file says of one product at one authority. */
export interface Change {
  productId: string;
  authorityId: string;
  /** Null: to be added. */
  equipmentId: string | null;
  from: string;
  until: string | null;
  stages: { rollout: string; stage: string | null; since: string }[];
}

export interface Counts {
  lines: number;
  added: number;
  changed: number;
  ended: number;
  unchanged: number;
  skipped: number;
  errors: number;
}

/** What would be written, and what differs: nothing of what stays as it is. */
export interface Reading {
  changes: readonly Change[];
  lines: readonly Line[];
  counts: Counts;
}

export interface Scope {
  scope: VendorFileScope;
  /** The last day of those that a complete file does not name. */
  endedOn: string;
}
