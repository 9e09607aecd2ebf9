import pg from 'pg';
import { whyUnreachable } from '../unreachable.ts';

/** The server given by the operator cannot be used; the message, in French, says what to mend and holds no secret. */
export class UnusableDatabase extends Error {}

const oldestServer = 150_000;
const extensions = ['pg_trgm', 'unaccent'];

/** Checks that a server can hold the product, before anything is written to it. Throws UnusableDatabase. */
export async function checkDatabase(connection: pg.ClientConfig): Promise<void> {
  let client: pg.Client | undefined;
  try {
    // Reads the certificates that the address names.
    client = new pg.Client(connection);
    client.on('error', () => {});
    await client.connect();
    await check(client);
  } catch (error) {
    if (error instanceof UnusableDatabase) throw error;
    throw new UnusableDatabase(
      `La base de données de DATABASE_URL n’est pas joignable : ${reasonOf(error)}.`,
    );
  } finally {
    await client?.end().catch(() => {});
  }
}

interface State {
  version: number;
  encoding: string;
  replica: boolean;
  database: string;
  account: string;
  may_create: boolean;
  may_create_tables: boolean;
  prepared: boolean;
  missing: string[];
  unavailable: string[];
}

async function check(client: pg.Client): Promise<void> {
  const { rows } = await client.query<State>(
    `select
      current_setting('server_version_num')::int as version,
      current_setting('server_encoding') as encoding,
      pg_is_in_recovery() as replica,
      quote_ident(current_database()) as database,
      quote_ident(current_user) as account,
      has_database_privilege(current_database(), 'create') as may_create,
      has_schema_privilege('public', 'create') as may_create_tables,
      to_regclass('public.schema_migrations') is not null and to_regnamespace('graphile_worker') is not null as prepared,
      array(select name from unnest($1::text[]) name where name not in (select extname from pg_extension)) as missing,
      array(select name from unnest($1::text[]) name where name not in (select name from pg_available_extensions)) as unavailable`,
    [extensions],
  );
  const state = rows[0];
  if (!state) throw new Error('no answer');
  const { database, account } = state;
  if (state.version < oldestServer)
    refuse('Cordée demande PostgreSQL 15 ou plus récent ; le serveur de DATABASE_URL est plus ancien');
  if (state.encoding !== 'UTF8')
    refuse(`La base ${database} n’est pas en UTF-8 : créez-la avec « CREATE DATABASE … ENCODING 'UTF8' »`);
  if (state.replica) refuse('Le serveur de DATABASE_URL est une copie en lecture seule');
  if (state.unavailable.length > 0) {
    refuse(
      `Le serveur de DATABASE_URL n’offre pas les extensions ${state.unavailable.join(', ')} : installez le paquet postgresql-contrib`,
    );
  }
  if (state.missing.length > 0 && !state.may_create) {
    const commands = state.missing.map((name) => `CREATE EXTENSION ${name};`).join(' ');
    refuse(
      `L’utilisateur ${account} ne peut pas créer les extensions ${state.missing.join(' et ')} : un administrateur de PostgreSQL doit exécuter, dans la base ${database}, « ${commands} »`,
    );
  }
  if (!state.prepared && !(state.may_create && state.may_create_tables)) {
    refuse(
      `L’utilisateur ${account} ne peut pas créer de tables : un administrateur de PostgreSQL doit exécuter, dans la base ${database}, « GRANT CREATE ON DATABASE ${database} TO ${account}; GRANT CREATE ON SCHEMA public TO ${account}; »`,
    );
  }
}

function refuse(message: string): never {
  throw new UnusableDatabase(`${message}.`);
}

const reasons: Record<string, string> = {
  ENOENT: 'rien ne répond à cette adresse',
  '28P01': 'utilisateur ou mot de passe refusé',
  '28000': 'le serveur refuse cet utilisateur depuis cette machine (voir pg_hba.conf)',
  '3D000': 'cette base n’existe pas',
  '42501': 'cet utilisateur n’a pas le droit de s’y connecter',
  '53300': 'le serveur a déjà trop de connexions',
  '57P03': 'le serveur démarre ou s’arrête',
};

function reasonOf(error: unknown): string {
  const network = whyUnreachable(error);
  if (network) return network;
  const first = error instanceof AggregateError ? error.errors[0] : error;
  if (!(first instanceof Error)) return String(first);
  const code = 'code' in first ? String(first.code) : '';
  if ('syscall' in first && first.syscall === 'open' && 'path' in first)
    return `le certificat ${first.path} ne peut pas être lu`;
  if (/PEM|asn1/i.test(code))
    return 'le fichier de sslrootcert, sslcert ou sslkey n’est pas un certificat ou une clé PEM';
  const known = reasons[code];
  if (known) return known;
  if (/Connection terminated/.test(first.message)) return 'le serveur a coupé la connexion';
  if (/timeout expired/i.test(first.message)) return 'le serveur ne répond pas';
  if (/password must be a string/.test(first.message)) return 'le serveur demande un mot de passe';
  if (/does not support SSL/.test(first.message)) return 'le serveur n’accepte pas les connexions chiffrées';
  return first.message.split('\n')[0]?.replace(/\.$/, '') ?? '';
}
