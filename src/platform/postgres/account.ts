import { readFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { EmbeddedPostgresError } from './errors.ts';

/** The system account that PostgreSQL runs under. */
export type Account = {
  uid: number;
  gid: number;
  name: string;
  /** True when we are root, which PostgreSQL refuses, and run it as somebody else. */
  lent: boolean;
};

/** Ourselves, or `nobody` when we are root. */
export function serverAccount(): Account {
  const uid = process.getuid?.();
  const gid = process.getgid?.();
  if (uid === undefined || gid === undefined) {
    throw new EmbeddedPostgresError(
      'La base intégrée ne fonctionne que sous Linux et macOS. Indiquez un serveur PostgreSQL avec DATABASE_URL.',
    );
  }
  if (uid !== 0) return { uid, gid, name: accountName(uid), lent: false };
  const entry = passwd().find((line) => line.name === 'nobody');
  // macOS numbers nobody -2, which Node cannot chown to.
  if (entry === undefined || entry.uid < 1) {
    throw new EmbeddedPostgresError(
      'PostgreSQL refuse de fonctionner sous le compte root. Lancez Cordée avec un compte ordinaire.',
    );
  }
  return { uid: entry.uid, gid: entry.gid, name: entry.name, lent: true };
}

/** The name of a user id, or `n° 1234` when it has none. */
export function accountName(uid: number): string {
  if (uid === process.getuid?.()) {
    try {
      return userInfo().username;
    } catch {
      return `n° ${uid}`;
    }
  }
  return passwd().find((line) => line.uid === uid)?.name ?? `n° ${uid}`;
}

function passwd(): { name: string; uid: number; gid: number }[] {
  try {
    return readFileSync('/etc/passwd', 'utf8')
      .split('\n')
      .map((line) => line.split(':'))
      .map(([name = '', , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }))
      .filter((line) => line.name !== '' && Number.isInteger(line.uid) && Number.isInteger(line.gid));
  } catch {
    return [];
  }
}
