import type { AuditEvent } from '../audit/index.ts';

/** Who acts, and when. */
export interface Act {
  by: NonNullable<AuditEvent['actor']>;
  now: Date;
}

export const documentThing = ({ id, name }: { id: string; name: string }) => ({
  type: 'document',
  id,
  label: name,
});

export const folderThing = ({ id, name }: { id: string; name: string }) => ({
  type: 'document-folder',
  id,
  label: name,
});
