import { z } from 'zod';
import { whyCode } from '../unreachable.ts';

/** Why a mail did not leave, or the server did not let us in. */
export interface Failure {
  /** In French, for the programme team and the operator. May name the addressee: not for the logs. */
  reason: string;
  /** The server said no: it does not have the mail. */
  refused: boolean;
  /** No for good, for this mail. */
  permanent: boolean;
  /** No mail leaves until somebody mends the settings, the network or the server. */
  blocksAll: boolean;
  /** For the logs. */
  trace: { code: string; command: string; response: number };
}

/** What nodemailer puts on its errors. */
const errorSchema = z.object({
  message: z.string().catch(''),
  code: z.string().catch(''),
  /** The code of the system, where `code` is that of the step. */
  originalCode: z.string().catch(''),
  /** What the server was asked when it failed. */
  command: z.string().catch(''),
  response: z.string().catch(''),
  responseCode: z.number().catch(0),
  timeoutType: z.string().catch(''),
});
type SmtpError = z.infer<typeof errorSchema>;

/** « Sign in first »: the settings are at fault, not the mail. */
const signInCodes = [530, 534, 535, 538];

export function failureOf(thrown: unknown): Failure {
  const error = errorSchema.parse(thrown instanceof Error ? thrown : new Error(String(thrown)));
  const { code, command, responseCode } = error;
  const refused = responseCode >= 400;
  // What the server answers here, it says of this mail.
  const ofThisMail = refused && ['RCPT TO', 'DATA'].includes(command) && !signInCodes.includes(responseCode);
  return {
    reason: reasonOf(error),
    refused,
    // 503 says that the conversation went wrong.
    permanent: ofThisMail && responseCode >= 500 && responseCode !== 503,
    blocksAll: code === 'EAUTH' || !(ofThisMail || command === 'API'),
    trace: { code, command, response: responseCode },
  };
}

function reasonOf(error: SmtpError): string {
  const { code, command, responseCode } = error;
  const answer = oneLine(error.response);
  // Without what the server says: it may repeat what we gave it.
  if (code === 'EAUTH') {
    if (responseCode === 0) return 'Identification SMTP impossible : aucune méthode commune avec le serveur';
    if (responseCode < 500) return `Identification SMTP remise à plus tard par le serveur (${responseCode})`;
    return `Identifiant ou mot de passe SMTP refusé (${responseCode})`;
  }
  if (signInCodes.includes(responseCode)) return `Identification SMTP exigée par le serveur : ${answer}`;
  if (code === 'ETLS' || tlsCodes.test(error.originalCode))
    return `Connexion chiffrée impossible : ${whyCode(error.originalCode) ?? oneLine(error.message)}`;
  if (responseCode >= 500)
    return `${command === 'MAIL FROM' ? 'Expéditeur refusé' : 'Refusé'} par le serveur : ${answer}`;
  if (responseCode >= 400) return `Remis à plus tard par le serveur : ${answer}`;
  if (responseCode > 0) return `Réponse inattendue du serveur : ${answer}`;
  if (code === 'EENVELOPE') return `Adresse impossible : ${oneLine(error.message)}`;
  if (code === 'ESTREAM') return `Envoi interrompu : ${oneLine(error.message)}`;
  return `Serveur injoignable : ${unreachable(error)}`;
}

const tlsCodes = /CERT|SSL|TLS|EPROTO|ISSUER|SIGNATURE/;

function unreachable({ code, originalCode, timeoutType, message }: SmtpError): string {
  if (code === 'ETIMEDOUT')
    return timeoutType === 'SOCKET_TIMEOUT' ? 'il ne répond plus' : 'rien ne répond à temps';
  if (code === 'ECONNECTION') return 'il a coupé la connexion';
  return whyCode(originalCode || (code === 'EDNS' ? 'ENOTFOUND' : code)) ?? oneLine(message);
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim().slice(0, 500);
}
