import {
  Alert,
  EmptyState,
  formatDate,
  PagedTable,
  PageHeader,
  PostButton,
  SubNav,
} from '../../../../ui/index.ts';
import { type Catalogue, catalogueHref, resourceHref } from '../../catalogues.ts';
import type { LinkChange, LinkedResource } from '../link-queries.ts';
import { type LinkView, linkViews, metWords } from '../link-words.ts';

export interface LinksPageProps {
  catalogue: Catalogue;
  counts: ReadonlyMap<LinkView, number>;
  view: LinkView;
  items: readonly LinkedResource[];
  changes: ReadonlyMap<string, readonly LinkChange[]>;
  page: number;
  pages: number;
  isOn: boolean;
}

const viewWords: Readonly<Record<LinkView, { label: string; what: string }>> = {
  morts: {
    label: 'Morts',
    what: 'Trois jours de suite ou plus sans réponse : corrigez l’adresse, ou retirez la ressource.',
  },
  'en-panne': { label: 'En panne', what: 'Sans réponse au dernier essai : nouvel essai chaque jour.' },
  deplaces: { label: 'Déplacés', what: 'Le site annonce une autre adresse, pour de bon : reprenez-la.' },
  refus: {
    label: 'Pas consultables',
    what: 'Le site refuse les robots, ou nos règles nous empêchent d’y aller : vérifiez à la main.',
  },
  'non-verifies': { label: 'Non vérifiés', what: 'Pas encore essayés.' },
  bons: { label: 'Bons', what: 'Le site répond.' },
};

const stateWords = {
  unchecked: 'non vérifié',
  ok: 'bon',
  moved: 'déplacé',
  refused: 'pas consultable',
  dead: 'mort',
} as const;

export function LinksPage({ catalogue, counts, view, items, changes, page, pages, isOn }: LinksPageProps) {
  const path = `${catalogueHref(catalogue.slug)}/liens`;
  return (
    <>
      <PageHeader
        eyebrow={`Catalogue ${catalogue.of}`}
        title="Liens"
        lead="Chaque adresse est essayée une fois par semaine, chaque jour quand elle ne répond pas. Aucune ressource n’est retirée de ce fait."
      />
      {!isOn && (
        <Alert kind="warning" title="La vérification est arrêtée">
          <p>L’exploitant de ce site l’a arrêtée (réglage CORDEE_LINKS).</p>
        </Alert>
      )}
      <SubNav
        label="Liens par état"
        current={`${path}?vue=${view}`}
        items={linkViews.map((one) => ({
          label: viewWords[one].label,
          href: `${path}?vue=${one}`,
          count: counts.get(one) ?? 0,
        }))}
      />
      <p>{viewWords[view].what}</p>
      {items.length === 0 ? (
        <EmptyState title="Aucun lien dans cet état" />
      ) : (
        <PagedTable
          id="liens"
          caption={`Liens : ${viewWords[view].label.toLocaleLowerCase('fr')}`}
          columns={[
            { label: 'Ressource', wide: true },
            { label: 'Dernier\u00a0essai' },
            { label: 'Changements' },
            { label: 'Agir' },
          ]}
          rows={items.map((item) => rowOf(catalogue, item, changes.get(item.url) ?? []))}
          page={page}
          pages={pages}
          hrefOf={(to) => `${path}?vue=${view}&page=${to}`}
          pagesLabel="Pages de liens"
        />
      )}
    </>
  );
}

function rowOf(
  catalogue: Catalogue,
  { slug, title, url, link }: LinkedResource,
  changes: readonly LinkChange[],
) {
  const here = resourceHref({ catalogue: catalogue.slug, slug });
  return [
    <>
      <a href={here}>{title}</a>
      <br />
      <a class="cd-table__under" href={url} rel="noreferrer">
        {url}
      </a>
    </>,
    link?.checkedAt ? (
      <>
        {formatDate(link.checkedAt)}
        <br />
        {metWords(link)}
      </>
    ) : (
      'Pas\u00a0encore'
    ),
    changes.length === 0 ? (
      '–'
    ) : (
      <ul>
        {changes.map(({ from, to, at }) => (
          <li>
            {formatDate(at)} : de « {stateWords[from]} » à « {stateWords[to]} »
          </li>
        ))}
      </ul>
    ),
    <PostButton
      action={`${here}/lien/verification`}
      kind="secondary"
      size="sm"
      context={`le lien de ${title}`}
    >
      Vérifier
    </PostButton>,
  ];
}
