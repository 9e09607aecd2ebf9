import type { AuditEvent } from '../audit/index.ts';

/** Who acts, and when. */
export interface Act {
  by: NonNullable<AuditEvent['actor']>;
  now: Date;
}

/** The group acted on, as the audit trail names it. */
export interface ActedOn {
  id: string;
  title: string;
}

export const groupThing = ({ id, title }: ActedOn) => ({ type: 'group', id, label: title });
