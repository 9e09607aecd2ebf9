const reasons: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'rien ne répond à cette adresse et à ce port',
  ENOTFOUND: 'ce nom de serveur est inconnu',
  EAI_AGAIN: 'ce nom de serveur est inconnu, ou le DNS ne répond pas',
  ETIMEDOUT: 'le serveur ne répond pas',
  EHOSTUNREACH: 'aucune route ne mène à ce serveur',
  ENETUNREACH: 'aucune route ne mène à ce serveur',
  ECONNRESET: 'le serveur a coupé la connexion',
  EPIPE: 'le serveur a coupé la connexion',
  EPROTO: 'le serveur ne parle pas TLS',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'son certificat est auto-signé',
  SELF_SIGNED_CERT_IN_CHAIN: 'son certificat vient d’une autorité inconnue',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'son certificat vient d’une autorité inconnue',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'son certificat vient d’une autorité inconnue',
  CERT_HAS_EXPIRED: 'son certificat a expiré',
  ERR_TLS_CERT_ALTNAME_INVALID: 'son certificat est au nom d’un autre serveur',
};

/** Why another server cannot be reached, in French words that end a sentence; undefined for any other error. */
export function whyUnreachable(error: unknown): string | undefined {
  const first = error instanceof AggregateError ? error.errors[0] : error;
  if (!(first instanceof Error && 'code' in first)) return undefined;
  return whyCode(String(first.code));
}

/** The same for the code of an error alone, as libraries hand it on. */
export function whyCode(code: string): string | undefined {
  return reasons[code] ?? (code.startsWith('ERR_SSL_') ? reasons.EPROTO : undefined);
}
