import { formatNumber, PostButton, plural } from '../../../../ui/index.ts';
import { resourceHref } from '../../catalogues.ts';
import type { Resource } from '../../resources/resource.ts';

export interface VoicesProps {
  resource: Pick<Resource, 'catalogue' | 'slug' | 'title'>;
  /** Null while too few spoke. */
  opinions: { useful: number; total: number } | null;
  /** What this reader said; null when nothing. */
  own: boolean | null;
}

/** « 12 personnes sur 15 l’ont trouvée utile » */
export const opinionsWords = ({ useful, total }: { useful: number; total: number }): string =>
  `${plural(useful, 'personne')} sur ${formatNumber(total)} ${useful > 1 ? 'l’ont' : 'l’a'} trouvée utile`;

/** Whether it was useful, in one act, without an account. */
export function Voices({ resource, opinions, own }: VoicesProps) {
  const action = `${resourceHref(resource)}/avis`;
  const context = `: ${resource.title}`;
  return (
    <section class="cd-voices" id="avis" aria-labelledby="avis-titre">
      <h2 class="cd-voices__title" id="avis-titre">
        Cette ressource vous a-t-elle été utile ?
      </h2>
      <div class="cd-voices__acts">
        {own === null ? (
          <>
            <PostButton
              action={action}
              fields={{ avis: 'utile' }}
              kind="secondary"
              size="sm"
              context={context}
            >
              Utile
            </PostButton>
            <PostButton
              action={action}
              fields={{ avis: 'pas-utile' }}
              kind="secondary"
              size="sm"
              context={context}
            >
              Pas utile
            </PostButton>
          </>
        ) : (
          <>
            <p class="cd-voices__own" role="status">
              Merci. Vous avez répondu : {own ? 'utile' : 'pas utile'}.
            </p>
            <PostButton
              action={action}
              fields={{ avis: own ? 'pas-utile' : 'utile' }}
              kind="tertiary"
              size="sm"
            >
              {own ? 'Finalement, pas utile' : 'Finalement, utile'}
            </PostButton>
            <PostButton action={action} fields={{ avis: 'retirer' }} kind="tertiary" size="sm">
              Retirer ma réponse
            </PostButton>
          </>
        )}
      </div>
      <p class="cd-voices__note">
        {opinions && <strong>{opinionsWords(opinions)}. </strong>}
        Votre réponse est anonyme : ni votre nom ni votre adresse ne sont gardés.
      </p>
    </section>
  );
}
