import { formatDate } from '../../../ui/index.ts';
import type { LinkReason } from './check-link.ts';
import type { Link } from './standing.ts';

/** What those who keep a catalogue look at, the most pressing first; each link stands in one. */
export const linkViews = ['morts', 'en-panne', 'deplaces', 'refus', 'non-verifies', 'bons'] as const;
export type LinkView = (typeof linkViews)[number];

/** « Lien vérifié le 3 mars 2027 », for whoever reads the page of a resource. */
export function linkWords(link: Pick<Link, 'state' | 'checkedAt' | 'okAt'> | undefined): string {
  switch (link?.state) {
    case 'ok':
    case 'moved':
      return link.okAt ? `Vérifié le ${formatDate(link.okAt)}` : 'Non vérifié';
    case 'dead':
      return link.checkedAt ? `Ne répondait pas le ${formatDate(link.checkedAt)}` : 'Non vérifié';
    default:
      return 'Non vérifié';
  }
}

const reasonWords: Readonly<Record<LinkReason, string>> = {
  internal: 'L’adresse mène à un réseau interne : elle n’est pas consultée',
  dns: 'Le nom du site n’existe pas, ou plus',
  offline: 'Le réseau ne menait pas à ce site',
  timeout: 'Le site n’a pas répondu à temps',
  unreachable: 'Le site refuse la connexion',
  certificate: 'Le certificat du site n’est pas valable',
  untrusted: 'Le certificat du site ne peut pas être vérifié d’ici',
  protocol: 'La réponse du site est illisible',
  scheme: 'Ce n’est pas une adresse du web',
  port: 'L’adresse porte un numéro de port : elle n’est pas consultée',
  robots: 'Le site ne veut pas de robots à cette adresse',
  redirects: 'Le site renvoie sans fin d’une adresse à l’autre',
};

const statusWords: Readonly<Record<number, string>> = {
  401: 'Le site demande un mot de passe',
  403: 'Le site refuse les robots',
  404: 'Page introuvable',
  410: 'Page supprimée',
  429: 'Le site demande de revenir plus tard',
};

/** What the last try met, for those who keep the catalogue. */
export function metWords({ status, reason, movedTo }: Pick<Link, 'status' | 'reason' | 'movedTo'>): string {
  if (reason) return reasonWords[reason];
  if (movedTo) return `Le site annonce une autre adresse : ${movedTo}`;
  if (status === null) return '';
  const words = statusWords[status] ?? (status >= 500 ? 'Le site est en panne' : 'Le site a répondu');
  return `${words} (réponse ${status})`;
}
