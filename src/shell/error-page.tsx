import { PageHeader } from '../ui/index.ts';

const titles: Readonly<Record<number, string>> = {
  400: 'Cette adresse est incorrecte',
  403: 'Cet accès est réservé',
  404: 'Cette page n’existe pas',
  409: 'Quelqu’un a modifié ce contenu entre-temps',
  413: 'Cet envoi est trop lourd',
  422: 'Ce n’est pas possible',
  429: 'Trop de tentatives',
  503: 'Le service est momentanément indisponible',
};

/** What an error is called, in the title of its page as on it. */
export function statusTitle(status: number): string {
  return (
    titles[status] ??
    (status >= 500 ? 'Une erreur est survenue de notre côté' : 'Cette demande est incorrecte')
  );
}

/** What went wrong, in plain words, and where to go from here. */
export function ErrorPage({
  status,
  message,
  incident,
  isSignedIn,
}: {
  status: number;
  message?: string;
  incident?: string;
  isSignedIn: boolean;
}) {
  const title = statusTitle(status);
  const more = message && message !== `${title}.` ? message : undefined;
  return (
    <>
      <PageHeader title={title} />
      {more && <p>{more}</p>}
      {status === 403 && (
        <p>
          Si vous pensez que c’est une erreur, <a href="/contact">écrivez à l’équipe du programme</a>.
        </p>
      )}
      {status === 404 && !more && (
        <p>Elle a pu changer d’adresse, ou n’être visible que des membres d’un groupe.</p>
      )}
      {status === 503 && (
        <p>Rien de ce que vous avez validé n’est perdu. Réessayez dans quelques secondes.</p>
      )}
      {incident && (
        <p>
          Si cela se reproduit, donnez ce numéro à l’équipe du programme : <strong>{incident}</strong>.
        </p>
      )}
      <ul>
        {[403, 404, 422].includes(status) && isSignedIn && (
          <li>
            <a href="/espace">Aller à mon espace</a>
          </li>
        )}
        {(status === 403 || status === 404) && !isSignedIn && (
          <li>
            <a href="/connexion">Se connecter</a>
          </li>
        )}
        <li>
          <a href="/">Revenir à l’accueil</a>
        </li>
        <li>
          <a href="/recherche">Rechercher sur le site</a>
        </li>
        <li>
          <a href="/plan-du-site">Voir le plan du site</a>
        </li>
      </ul>
    </>
  );
}
