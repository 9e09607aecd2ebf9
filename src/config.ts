import { isIP } from 'node:net';
import { z } from 'zod';
import { wrongEncryption } from './platform/database/index.ts';
import { type BucketAddress, readBucketAddress } from './platform/files/index.ts';

const loopbackHosts = new Set(['127.0.0.1', 'localhost', '::1']);

/** Settings name → what the operator reads when the value is wrong. Empty means absent. */
const schema = z.object({
  PORT: z.coerce
    .number({ error: 'un nombre entre 0 et 65535 est attendu' })
    .int('un nombre entier est attendu')
    .min(0, 'un nombre entre 0 et 65535 est attendu')
    .max(65535, 'un nombre entre 0 et 65535 est attendu')
    .default(3000),
  HOST: z
    .string()
    .regex(/^[\w.:-]+$/, 'une adresse IP ou un nom de machine est attendu')
    .default('127.0.0.1'),
  PUBLIC_URL: url(['http:', 'https:'], 'https://cordee.exemple.fr')
    .refine((value) => !URL.canParse(value) || new URL(value).href === `${new URL(value).origin}/`, {
      error: 'l’adresse publique n’a ni chemin ni paramètre',
    })
    .transform((value) => (URL.canParse(value) ? new URL(value).origin : value))
    .optional(),
  DATABASE_URL: url(['postgres:', 'postgresql:'], 'postgres://utilisateur:secret@serveur/base')
    .superRefine((value, context) => {
      const message = URL.canParse(value) ? wrongEncryption(value) : null;
      if (message) context.addIssue({ code: 'custom', message });
    })
    .optional(),
  CORDEE_DATA: z.string().default('./var'),
  S3_URL: z
    .string()
    .transform((value, context) => {
      const address = readBucketAddress(value);
      if (address) return address;
      context.addIssue({
        code: 'custom',
        message:
          'une clé, un secret, un serveur et un seau sont attendus, par exemple s3://cle:secret@serveur/seau?region=fr-par (caractères spéciaux en pourcentage)',
      });
      return z.NEVER;
    })
    .optional(),
  SMTP_URL: url(['smtp:', 'smtps:'], 'smtps://utilisateur:secret@serveur:465').optional(),
  MAIL_FROM: z
    .string()
    .regex(
      /^(?:[^<>\r\n]+ <[^<>@\s]+@[^<>@\s]+>|[^<>@\s]+@[^<>@\s]+)$/,
      'une adresse est attendue, par exemple « Cordée <cordee@exemple.fr> »',
    )
    .optional(),
  REPLY_DOMAIN: z
    .string()
    .toLowerCase()
    .max(190, 'un nom de domaine est attendu, par exemple reponses.exemple.fr')
    .regex(
      /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}$/,
      'un nom de domaine est attendu, par exemple reponses.exemple.fr',
    )
    .optional(),
  REPLY_LISTEN: z
    .string()
    .transform((value, context) => {
      const place = readMailPlace(value);
      if (place) return place;
      context.addIssue({
        code: 'custom',
        message: 'un protocole, une adresse et un port sont attendus, par exemple lmtp://127.0.0.1:2424',
      });
      return z.NEVER;
    })
    .optional(),
  REPLY_AUTHSERV: z
    .string()
    .regex(/^[\w.-]+$/, 'un nom de serveur est attendu, par exemple mx.exemple.fr')
    .optional(),
  CORDEE_DEMO: z.enum(['on', 'off'], { error: '« on » ou « off » est attendu' }).optional(),
  CORDEE_LINKS: z.enum(['on', 'off'], { error: '« on » ou « off » est attendu' }).default('on'),
  CORDEE_BRAND: z.enum(['neutre', 'etat'], { error: '« neutre » ou « etat » est attendu' }).default('neutre'),
  TRUST_PROXY: z
    .string()
    .transform((value, context) => {
      const trusted = readTrustProxy(value);
      if (trusted !== null) return trusted;
      context.addIssue({
        code: 'custom',
        message:
          'un nombre de relais (1 à 10) ou une liste d’adresses est attendu, par exemple 10.0.0.0/8, ::1',
      });
      return z.NEVER;
    })
    .optional(),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], {
      error: 'fatal, error, warn, info, debug, trace ou silent est attendu',
    })
    .default('info'),
});

function url(protocols: string[], example: string) {
  return z.string().refine((value) => URL.canParse(value) && protocols.includes(new URL(value).protocol), {
    error: `une adresse est attendue, par exemple ${example}`,
  });
}

/** Where mails are listened for. */
export interface MailPlace {
  readonly protocol: 'lmtp' | 'smtp';
  readonly host: string;
  readonly port: number;
}

export interface Config {
  readonly port: number;
  readonly host: string;
  /** Origin used in every link that leaves the product; null until the server knows its port. */
  readonly publicUrl: string | null;
  readonly databaseUrl: string | null;
  readonly dataFolder: string;
  /** Where files are kept; null for this machine's disk. */
  readonly bucket: BucketAddress | null;
  readonly smtpUrl: string | null;
  readonly mailFrom: string | null;
  /** What the addresses end with by which threads are answered; null when they are not. */
  readonly replyDomain: string | null;
  /** Where our mail server hands those answers over; null when another process listens. */
  readonly replyListen: MailPlace | null;
  /** The name under which our mail server writes down what it found of a sender. */
  readonly replyAuthserv: string | null;
  /** True only when nothing says that this instance is a real one. */
  readonly demo: boolean;
  /** True when mail has nowhere to go and only this machine can reach us: mails are then shown on a page. */
  readonly mailbox: boolean;
  /** True when only this machine can reach us. */
  readonly isLocal: boolean;
  /** Whether the addresses to which resources lead are tried, which needs a way out to the Internet. */
  readonly checksLinks: boolean;
  readonly brand: 'neutral' | 'etat';
  readonly trustProxy: number | string[] | false;
  readonly logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent';
}

/** One line, in French, naming the setting at fault. Never contains the value, which may be a secret. */
export class ConfigError extends Error {}

/** Parses the environment. Throws ConfigError on the first wrong setting. */
export function readConfig(environment: Record<string, string | undefined>): Config {
  const given = Object.fromEntries(
    Object.keys(schema.shape)
      .map((name) => [name, environment[name]?.trim()])
      .filter(([, value]) => value),
  );
  const parsed = schema.safeParse(given);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new ConfigError(`Réglage ${String(issue?.path[0])} incorrect : ${issue?.message}.`);
  }
  const env = parsed.data;
  const localHost = loopbackHosts.has(env.HOST);
  const localUrl =
    !env.PUBLIC_URL || loopbackHosts.has(new URL(env.PUBLIC_URL).hostname.replace(/^\[|\]$/g, ''));
  const production = [
    env.DATABASE_URL && 'DATABASE_URL',
    env.S3_URL && 'S3_URL',
    env.SMTP_URL && 'SMTP_URL',
    env.TRUST_PROXY && 'TRUST_PROXY',
    env.REPLY_DOMAIN && 'REPLY_DOMAIN',
    !localHost && 'HOST',
    !localUrl && 'PUBLIC_URL',
  ].find(Boolean);
  if (env.CORDEE_DEMO === 'on' && production) {
    throw new ConfigError(
      `Réglage CORDEE_DEMO incorrect : une démonstration ouvre des comptes sans contrôle, elle ne va pas avec ${production}.`,
    );
  }
  if (env.SMTP_URL && !env.MAIL_FROM) {
    throw new ConfigError('Réglage MAIL_FROM manquant : SMTP_URL demande une adresse d’expédition.');
  }
  if (env.REPLY_LISTEN && !env.REPLY_DOMAIN) {
    throw new ConfigError('Réglage REPLY_DOMAIN manquant : REPLY_LISTEN demande le domaine des adresses.');
  }
  return Object.freeze({
    port: env.PORT,
    host: env.HOST,
    publicUrl: env.PUBLIC_URL ?? null,
    databaseUrl: env.DATABASE_URL ?? null,
    dataFolder: env.CORDEE_DATA,
    bucket: env.S3_URL ?? null,
    smtpUrl: env.SMTP_URL ?? null,
    mailFrom: env.MAIL_FROM ?? null,
    replyDomain: env.REPLY_DOMAIN ?? null,
    replyListen: env.REPLY_LISTEN ?? null,
    replyAuthserv: env.REPLY_AUTHSERV ?? null,
    demo: env.CORDEE_DEMO !== 'off' && !production,
    mailbox: !env.SMTP_URL && localHost && localUrl && !env.TRUST_PROXY,
    isLocal: localHost,
    checksLinks: env.CORDEE_LINKS === 'on',
    brand: env.CORDEE_BRAND === 'etat' ? 'etat' : 'neutral',
    trustProxy: env.TRUST_PROXY ?? false,
    logLevel: env.LOG_LEVEL,
  });
}

/** `lmtp://127.0.0.1:2424`; null for anything else. */
function readMailPlace(value: string): MailPlace | null {
  const [, protocol, name = '', digits] =
    /^(lmtp|smtp):\/\/(\[[\da-f:.]+\]|[\w.-]+):(\d{1,5})$/i.exec(value) ?? [];
  const port = Number(digits);
  if (!protocol || port > 65535) return null;
  return {
    protocol: protocol.toLowerCase() === 'lmtp' ? 'lmtp' : 'smtp',
    host: name.replace(/^\[|\]$/g, ''),
    port,
  };
}

/** Null for what is neither a number of relays nor a list of addresses and networks. */
function readTrustProxy(value: string): number | string[] | null {
  if (/^\d+$/.test(value)) return /^(?:[1-9]|10)$/.test(value) ? Number(value) : null;
  const entries = value.split(',').map((entry) => entry.trim());
  return entries.every(isNetwork) ? entries : null;
}

/** `192.0.2.1`, `10.0.0.0/8`, `::1`, `fd00::/8` */
function isNetwork(entry: string): boolean {
  const [, address = '', bits] = /^([^/]+)(?:\/([1-9]\d{0,2}))?$/.exec(entry) ?? [];
  const version = isIP(address);
  return version !== 0 && Number(bits ?? 1) <= (version === 4 ? 32 : 128);
}
