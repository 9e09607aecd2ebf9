import { sql } from 'kysely';
import type { Db } from '../../platform/database/index.ts';
import { Refusal } from '../../platform/http/index.ts';
import { queueMail } from '../../platform/mail/index.ts';
import { record } from '../audit/index.ts';
import { qualityLabels, writeStanding } from '../identity/index.ts';
import {
  createOrganisation,
  editOrganisation,
  findOrganisation,
  vendorKind,
} from '../organisations/index.ts';
import { indexVendor } from './search-entry.ts';
import type { Vendor } from './vendor.ts';

export interface Managing {
  by: { id: string; name: string };
  now: Date;
  publicUrl: string;
}

export interface VendorInput {
  name: string;
  siren: string;
  website: string | null;
}

export const vendorThing = ({ slug, name }: Pick<Vendor, 'slug' | 'name'>) => ({
  type: 'vendor',
  id: slug,
  label: name,
});

/**
 * Opens the space of a vendor; its organisation is the one of this very name, or a new one. Throws Refusal when it has a space, or
 * when another body bears that name.
 * @returns its slug
 */
export async function openVendor(
  tx: Db,
  { by, now }: Managing,
  { name, siren, website }: VendorInput,
  { demonstration = false }: { demonstration?: boolean } = {},
): Promise<string> {
  await refuseTakenSiren(tx, siren, null);
  const known = await tx
    .selectFrom('organisations')
    .leftJoin('vendors', 'vendors.slug', 'organisations.slug')
    .select(['organisations.slug', 'side', 'vendors.siren'])
    .where(sql<boolean>`plain(organisations.name) = plain(${name})`)
    .executeTakeFirst();
  if (known?.siren) throw new Refusal('Cet éditeur a déjà un espace.', 'nom');
  if (known?.side) throw new Refusal('Cet organisme copilote le programme : ce n’est pas un éditeur.', 'nom');
  const slug = known
    ? known.slug
    : await createOrganisation(tx, by, {
        name,
        acronym: null,
        side: null,
        kind: vendorKind,
        website,
        role: '',
        in_governance: false,
        confidence: 'high',
        note: null,
      });
  await tx
    .insertInto('vendors')
    .values({ slug, siren, demonstration, opened_at: now, opened_by: by.id })
    .execute();
  if (known) await describeOrganisation(tx, by, slug, { name, website });
  await indexVendor(tx, slug);
  await record(tx, {
    actor: by,
    verb: 'vendor.open',
    thing: vendorThing({ slug, name }),
    detail: { siren },
  });
  return slug;
}

/** Corrects the name, the SIREN or the website of a vendor. */
export async function editVendor(
  tx: Db,
  { by }: Managing,
  vendor: Vendor,
  { name, siren, website }: VendorInput,
): Promise<void> {
  await refuseTakenSiren(tx, siren, vendor.slug);
  await tx.updateTable('vendors').set({ siren }).where('slug', '=', vendor.slug).execute();
  await describeOrganisation(tx, by, vendor.slug, { name, website });
  await indexVendor(tx, vendor.slug);
  await record(tx, {
    actor: by,
    verb: 'vendor.edit',
    thing: vendorThing({ ...vendor, name }),
    detail: { siren },
  });
}

async function refuseTakenSiren(tx: Db, siren: string, except: string | null): Promise<void> {
  const taken = await tx
    .selectFrom('vendors')
    .innerJoin('organisations', 'organisations.slug', 'vendors.slug')
    .select(['vendors.slug', 'organisations.name'])
    .where('siren', '=', siren)
    .executeTakeFirst();
  if (taken && taken.slug !== except) throw new Refusal(`Ce SIREN est celui de ${taken.name}.`, 'siren');
}

async function describeOrganisation(
  tx: Db,
  by: Managing['by'],
  slug: string,
  { name, website }: Pick<VendorInput, 'name' | 'website'>,
): Promise<void> {
  const current = await findOrganisation(tx, slug);
  if (!current || (current.name === name && current.website === website)) return;
  const { acronym, side, kind, role, inGovernance, confidence, note, version } = current;
  await editOrganisation(tx, by, slug, version, {
    name,
    acronym,
    side,
    kind,
    website,
    role,
    in_governance: inGovernance,
    confidence,
    note,
  });
}

/**
 * Lets a person into a vendor's space, by the address of their account. Throws Refusal unless it is an active account of somebody
 * who said to work for a vendor, and for no other than this one.
 */
export async function attachPerson(
  tx: Db,
  { by, now, publicUrl }: Managing,
  vendor: Vendor,
  email: string,
): Promise<string> {
  const account = await tx
    .selectFrom('accounts')
    .leftJoin('vendor_people', 'vendor_people.account_id', 'accounts.id')
    .select([
      'accounts.id',
      'accounts.name',
      'quality',
      'state',
      'organisation_slug',
      'authority_id',
      'function_title',
      'version',
      'vendor_people.vendor',
    ])
    .where('email', '=', email)
    .forUpdate('accounts')
    .executeTakeFirst();
  if (account?.state !== 'active')
    throw new Refusal(
      'Aucun compte actif n’a cette adresse. La personne doit d’abord s’inscrire, et sa demande être acceptée.',
      'adresse',
    );
  if (account.vendor === vendor.slug && account.organisation_slug === vendor.slug)
    throw new Refusal(`${account.name} a déjà accès à cet espace.`, 'adresse');
  if (account.quality !== 'editeur' || account.authority_id)
    throw new Refusal(
      `${account.name} s’est inscrit comme « ${account.quality ? qualityLabels[account.quality] : 'autre'} » : si c’est une erreur, corrigez d’abord sa fiche.`,
      'adresse',
    );
  if (account.organisation_slug !== null && account.organisation_slug !== vendor.slug)
    throw new Refusal(
      `La fiche de ${account.name} dit qu’il ou elle travaille ailleurs : corrigez-la d’abord.`,
      'adresse',
    );
  if (account.organisation_slug === null)
    await writeStanding(tx, {
      accountId: account.id,
      name: account.name,
      version: account.version,
      now,
      quality: 'editeur',
      authorityId: null,
      organisation: vendor.slug,
      affiliationLabel: null,
      functionTitle: account.function_title,
    });
  const place = { vendor: vendor.slug, attached_at: now, attached_by: by.id };
  await tx
    .insertInto('vendor_people')
    .values({ account_id: account.id, ...place })
    // Attached in vain to where they worked before.
    .onConflict((conflict) => conflict.column('account_id').doUpdateSet(place))
    .execute();
  await record(tx, {
    actor: by,
    verb: 'vendor.attach',
    thing: { type: 'account', id: account.id, label: account.name },
    detail: { vendor: vendor.name },
  });
  await queueMail(tx, {
    to: email,
    key: `vendor-attach:${vendor.slug}:${account.id}:${now.toISOString()}`,
    subject: `Vous avez accès à l’espace de ${vendor.name}`,
    text: `Bonjour,

L’équipe du programme vous a ouvert l’espace de ${vendor.name} : vous pouvez y décrire vos produits, dire quelles collectivités ils équipent et où elles en sont.

${publicUrl}/editeurs/${vendor.slug}/espace
`,
  });
  return account.name;
}

/** Shuts a person out of a vendor's space; their account stays as it is. */
export async function detachPerson(
  tx: Db,
  { by }: Managing,
  vendor: Vendor,
  accountId: string,
): Promise<string> {
  const removed = await tx
    .deleteFrom('vendor_people')
    .using('accounts')
    .whereRef('accounts.id', '=', 'vendor_people.account_id')
    .where('vendor_people.account_id', '=', accountId)
    .where('vendor', '=', vendor.slug)
    .returning('accounts.name')
    .executeTakeFirst();
  if (!removed) throw new Refusal('Cette personne n’a plus accès à cet espace.');
  await record(tx, {
    actor: by,
    verb: 'vendor.detach',
    thing: { type: 'account', id: accountId, label: removed.name },
    detail: { vendor: vendor.name },
  });
  return removed.name;
}

/** Somebody who works in a vendor's space. */
export interface VendorPerson {
  id: string;
  name: string;
  email: string | null;
  attachedAt: Date;
  /** Who let them in; null when that account is gone. */
  by: string | null;
  /** False once their account is stopped, or says that they work elsewhere. */
  inForce: boolean;
}

export async function peopleOf(db: Db, vendor: string): Promise<VendorPerson[]> {
  return db
    .selectFrom('vendor_people')
    .innerJoin('accounts', 'accounts.id', 'vendor_people.account_id')
    .leftJoin('accounts as attaching', 'attaching.id', 'vendor_people.attached_by')
    .select([
      'accounts.id',
      'accounts.name',
      'accounts.email',
      'attached_at as attachedAt',
      'attaching.name as by',
    ])
    .select(
      sql<boolean>`accounts.state = 'active' and accounts.organisation_slug is not distinct from vendor`.as(
        'inForce',
      ),
    )
    .where('vendor', '=', vendor)
    .orderBy(sql`plain(accounts.name)`)
    .execute();
}

/** When an account is deleted, its place goes; what it wrote for its vendor stays, under no name. */
export async function forgetPerson(tx: Db, accountId: string): Promise<void> {
  await tx.deleteFrom('vendor_people').where('account_id', '=', accountId).execute();
}
