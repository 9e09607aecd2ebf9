import type { Selectable } from 'kysely';
import type { Accounts, Db } from '../../platform/database/index.ts';
import { Refusal } from '../../platform/http/index.ts';
import { queueMails } from '../../platform/mail/index.ts';
import { record } from '../audit/index.ts';
import { addressVouchedFor } from './accounts.ts';
import { domainOf } from './mail-domains.ts';
import { isTrusted } from './trusted-domains.ts';

type Row = Pick<
  Selectable<Accounts>,
  'state' | 'authority_id' | 'organisation_slug' | 'address_to_check_since' | 'vouched_domain'
>;

/**
 * Whether a new address has to be looked at, as columns of the account. An address let the person in, or the word
 * of somebody who saw it: another domain may be a mailbox of their own, kept after they left their authority.
 */
export async function addressCheck(
  tx: Db,
  account: Row,
  change: { from: string; to: string; now: Date },
): Promise<Pick<Row, 'address_to_check_since' | 'vouched_domain'>> {
  // Whoever waits is looked at anyway; whoever is suspended does not change address.
  if (account.state !== 'active') return addressVouchedFor;
  const vouched = account.vouched_domain ?? domainOf(change.from);
  const domain = domainOf(change.to);
  const body = { authorityId: account.authority_id, organisation: account.organisation_slug };
  if (domain === vouched || (await isTrusted(tx, domain, body))) return addressVouchedFor;
  return { address_to_check_since: account.address_to_check_since ?? change.now, vouched_domain: vouched };
}

/** Tells the programme team of an address to look at. */
export async function mailTeamToCheck(
  tx: Db,
  check: { accountId: string; name: string; from: string; to: string; version: number; publicUrl: string },
): Promise<void> {
  const team = await tx
    .selectFrom('accounts')
    .select(['id', 'email'])
    .where('state', '=', 'active')
    .where('id', 'in', (eb) => eb.selectFrom('account_roles').select('account_id'))
    .where('id', '<>', check.accountId)
    .execute();
  await queueMails(
    tx,
    team.flatMap(({ id, email }) => {
      if (!email) return [];
      return {
        to: email,
        key: `address-check:${check.accountId}:${check.version}:${id}`,
        subject: 'Une adresse est à vérifier',
        text: `Bonjour,

${check.name} se connecte désormais avec une adresse en @${check.to}, et non plus en @${check.from}. Ce domaine n’est pas reconnu pour sa collectivité ou son organisme.

La personne garde ses accès. Vérifiez l’adresse, puis acceptez-la ou suspendez l’accès :
${check.publicUrl}/administration/comptes/${check.accountId}
`,
      };
    }),
  );
}

/** Vouches for an address as it was seen. Who may is for the caller to check. */
export async function acceptAddress(
  tx: Db,
  act: { actor: { id: string; name: string }; accountId: string; version: number; now: Date },
): Promise<void> {
  const account = await tx
    .updateTable('accounts')
    .set({ ...addressVouchedFor, updated_at: act.now, version: act.version + 1 })
    .where('id', '=', act.accountId)
    .where('version', '=', act.version)
    .where('address_to_check_since', 'is not', null)
    .returning(['name', 'email'])
    .executeTakeFirst();
  if (!account?.email) {
    throw new Refusal('Ce compte a changé entre-temps : relisez-le avant d’accepter son adresse.');
  }
  await record(tx, {
    actor: act.actor,
    verb: 'account.accept-address',
    thing: { type: 'account', id: act.accountId, label: account.name },
    detail: { domain: domainOf(account.email) },
  });
}
