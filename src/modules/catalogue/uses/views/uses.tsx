import {
  Button,
  Checkbox,
  EmptyState,
  HiddenFields,
  PageHeader,
  Pagination,
  PostButton,
  plural,
  Section,
} from '../../../../ui/index.ts';
import { authorityDetail, authorityUrl } from '../../../territories/index.ts';
import { resourceHref } from '../../catalogues.ts';
import type { Resource } from '../../resources/resource.ts';
import type { Uses } from '../uses.ts';

type Told = Pick<Resource, 'catalogue' | 'slug' | 'title'>;

/** The authority of the reader, and what it says of its use. */
export interface OwnUse {
  authority: { id: string; name: string };
  use: { named: boolean } | null;
}

/** Who uses it: for all; and for the reader's authority, the act of saying so. */
export function UsesSection({
  resource,
  uses,
  own,
  open,
  visitor,
}: {
  resource: Told;
  uses: Uses;
  own: OwnUse | null;
  /** False once the resource is withdrawn: nothing more is said of it. */
  open: boolean;
  /** The reader has no account open. */
  visitor: boolean;
}) {
  const here = resourceHref(resource);
  const hidden = uses.total - uses.totalNamed;
  const left = uses.totalNamed - uses.named.length;
  return (
    <Section id="usage" title="Qui l’utilise">
      {uses.total === 0 ? (
        <p>Aucune collectivité n’a encore dit qu’elle l’utilise.</p>
      ) : (
        <p>
          <strong>{plural(uses.total, 'collectivité')}</strong> {uses.total > 1 ? 'disent' : 'dit'} l’utiliser
          {uses.totalNamed === 0 && ', sans se nommer'}
          {uses.totalNamed > 0 && hidden > 0 && `, dont ${plural(hidden, 'autre')} sans se nommer`}.
        </p>
      )}
      {uses.named.length > 0 && (
        <ul>
          {uses.named.map((authority) => (
            <li>
              <a href={authorityUrl(authority)}>{authority.name}</a>, {authorityDetail(authority)}
            </li>
          ))}
          {left > 0 && (
            <li>
              <a href={`${here}/collectivites`}>et {plural(left, 'autre')} : voir toutes</a>
            </li>
          )}
        </ul>
      )}
      {open && own && <Own here={here} {...own} />}
      {open && visitor && <Invitation here={here} />}
    </Section>
  );
}

function Invitation({ here }: { here: string }) {
  return (
    <p>
      Agent ou élu d’une collectivité ?{' '}
      <a href={`/connexion?retour=${encodeURIComponent(here)}`}>Connectez-vous</a> pour dire qu’elle
      l’utilise.
    </p>
  );
}

function Own({ here, authority, use }: OwnUse & { here: string }) {
  return (
    <div class="cd-own-use">
      <form method="post" action={`${here}/usage`} class="cd-own-use__form">
        <HiddenFields fields={{ collectivite: authority.id }} />
        {use && (
          <p>
            Votre collectivité, {authority.name}, dit l’utiliser{use.named ? '' : ', sans être nommée'}.
          </p>
        )}
        <Checkbox
          name="nommer"
          label={`Nommer ${authority.name} sur cette page`}
          checked={use?.named ?? false}
          required={false}
        />
        <Button kind="secondary" size="sm">
          {use ? 'Enregistrer' : 'Nous l’utilisons'}
        </Button>
      </form>
      {use && (
        <PostButton
          action={`${here}/usage/retrait`}
          fields={{ collectivite: authority.id }}
          kind="tertiary"
          size="sm"
        >
          Nous ne l’utilisons plus
        </PostButton>
      )}
    </div>
  );
}

/** The whole list, page by page. */
export function UsersPage({ resource, uses, mayReview }: { resource: Told; uses: Uses; mayReview: boolean }) {
  const here = resourceHref(resource);
  const hidden = uses.total - uses.totalNamed;
  return (
    <>
      <PageHeader
        eyebrow={resource.title}
        title="Qui l’utilise"
        lead={
          uses.total === 0
            ? undefined
            : `${plural(uses.total, 'collectivité')} ${uses.total > 1 ? 'disent' : 'dit'} l’utiliser${hidden > 0 ? `, dont ${hidden} sans se nommer` : ''}.`
        }
      />
      {uses.named.length === 0 ? (
        <EmptyState title="Aucune collectivité ne s’est nommée">
          <p>
            Agents et élus disent que la leur utilise une ressource sur{' '}
            <a href={`${here}#usage`}>la page de celle-ci</a>.
          </p>
        </EmptyState>
      ) : (
        <ul>
          {uses.named.map((authority) => (
            <li>
              <a href={authorityUrl(authority)}>{authority.name}</a>, {authorityDetail(authority)}
              {mayReview && (
                <PostButton
                  action={`${here}/collectivites/retrait`}
                  fields={{ collectivite: authority.id }}
                  kind="tertiary"
                  size="sm"
                  context={authority.name}
                  confirm={`Retirer ${authority.name} ?`}
                >
                  Retirer
                </PostButton>
              )}
            </li>
          ))}
        </ul>
      )}
      <Pagination
        page={uses.page}
        pages={uses.pages}
        hrefOf={(page) => `${here}/collectivites${page > 1 ? `?page=${page}` : ''}`}
      />
    </>
  );
}
