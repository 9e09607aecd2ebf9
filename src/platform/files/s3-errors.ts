import { S3ServiceException } from '@aws-sdk/client-s3';
import { errors } from 'flydrive';
import { whyUnreachable } from '../unreachable.ts';
import { StoreFailure } from './errors.ts';

const wrongRegion = 'la région n’est pas la bonne (paramètre region)';
const otherServer = 'ce qui répond à cette adresse n’est pas un stockage S3';

/** What servers answer → what the operator reads. */
const answers: Readonly<Record<string, string>> = {
  NoSuchBucket: 'ce seau n’existe pas',
  InvalidBucketName: 'ce nom de seau n’est pas permis',
  InvalidAccessKeyId: 'accès refusé, la clé est inconnue du serveur',
  SignatureDoesNotMatch: 'accès refusé, le secret n’est pas celui de la clé',
  RequestTimeTooSkewed: 'accès refusé, cette machine et le serveur n’ont pas la même heure',
  PermanentRedirect: wrongRegion,
  AuthorizationHeaderMalformed: wrongRegion,
  QuotaExceeded: 'il n’y a plus de place',
  EntityTooLarge: 'le serveur refuse un fichier aussi lourd',
};

/** An error of the client library, as such or as flydrive hands it on, in words for the operator. */
export function s3Failure(error: unknown): StoreFailure {
  const handedOn =
    error instanceof errors.E_CANNOT_WRITE_FILE || error instanceof errors.E_CANNOT_DELETE_FILE;
  const own = handedOn ? error.cause : error;
  return failure(reasonOf(own), own);
}

/** The bucket lets us in, and refuses one act (« écrire »): its key was given fewer rights than we need. */
export function s3Forbidden(error: unknown, act: string): StoreFailure {
  const denied =
    error instanceof S3ServiceException && error.$metadata.httpStatusCode === 403 && !answers[error.name];
  return denied ? failure(`cette clé n’a pas le droit d’y ${act}`, error) : s3Failure(error);
}

/** Something answers, which is not S3. */
export function notS3(): StoreFailure {
  return failure(otherServer);
}

function failure(reason: string, cause?: unknown): StoreFailure {
  return new StoreFailure(`Le stockage de S3_URL n’est pas utilisable : ${reason}.`, { cause });
}

function reasonOf(error: unknown): string {
  const network = whyUnreachable(error);
  if (network) return /TLS$/.test(network) ? `${network} (essayez s3+http://)` : network;
  if (!(error instanceof Error)) return String(error);
  if (error.name === 'TimeoutError') return 'le serveur ne répond pas';
  const known = answers[error.name];
  if (known) return known;
  if (!(error instanceof S3ServiceException)) return otherServer;
  const status = error.$metadata.httpStatusCode ?? 0;
  if (status === 403) return 'accès refusé';
  if (status === 404) return 'ce seau n’existe pas, ou ce serveur n’est pas un stockage S3';
  return `il répond par une erreur (${[status || '', error.name].join(' ').trim()})`;
}

/** True when the bucket answers that it has no such object. */
export function isAbsentObject(error: unknown): boolean {
  return (
    error instanceof S3ServiceException &&
    error.$metadata.httpStatusCode === 404 &&
    error.name !== 'NoSuchBucket'
  );
}
