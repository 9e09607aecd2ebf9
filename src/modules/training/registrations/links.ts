import type { Db } from '../../../platform/database/index.ts';
import { hashToken, newToken } from '../../../platform/tokens.ts';
import { dayMs } from '../../../ui/index.ts';

/** How long the links of a registration serve after its session: until the question of three months was answered. */
const daysAfter = 150;
/** How long a link that was asked for serves. */
export const hoursAsked = 24;

/** Whose registrations a link opens: all those of an address, or one alone. */
export interface Linked {
  email: string;
  registrationId: string | null;
}

interface Registration {
  id: string;
  email: string;
}

/** A new link for each of these registrations, for their mails to carry; the database keeps their hashes. */
export async function linksFor(
  tx: Db,
  { endsAt }: { endsAt: Date },
  registrations: readonly Registration[],
): Promise<Map<string, string>> {
  const tokens = new Map(registrations.map(({ id }) => [id, newToken()]));
  const rows = registrations.map(({ id, email }) => ({
    token_hash: hashToken(tokens.get(id) ?? ''),
    email,
    registration_id: id,
    expires_at: new Date(endsAt.getTime() + daysAfter * dayMs),
  }));
  for (let start = 0; start < rows.length; start += 500)
    await tx
      .insertInto('training_links')
      .values(rows.slice(start, start + 500))
      .execute();
  return tokens;
}

/** A link to all the registrations of an address. */
export async function linkForAddress(tx: Db, email: string, now: Date): Promise<string> {
  const token = newToken();
  await tx
    .insertInto('training_links')
    .values({
      token_hash: hashToken(token),
      email,
      registration_id: null,
      expires_at: new Date(now.getTime() + hoursAsked * 3_600_000),
    })
    .execute();
  return token;
}

/** Whose link this is; undefined when it no longer serves. */
export async function readLink(db: Db, token: string, now: Date): Promise<Linked | undefined> {
  const row = await db
    .selectFrom('training_links')
    .select(['email', 'registration_id'])
    .where('token_hash', '=', hashToken(token))
    .where('expires_at', '>', now)
    .executeTakeFirst();
  return row && { email: row.email, registrationId: row.registration_id };
}
