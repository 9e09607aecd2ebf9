import type { ThreadKind } from '../../../platform/database/index.ts';
import { pageCount } from '../../../platform/http/index.ts';
import {
  Button,
  EmptyState,
  LiveNews,
  listHref,
  Pagination,
  PostButton,
  TagList,
} from '../../../ui/index.ts';
import { threadsPerPage } from '../paging.ts';
import type { ThreadPage } from '../queries.ts';
import { categories, categoryOf } from '../vocabulary.ts';
import { ThreadList } from './thread-list.tsx';

/** The address of a page of the discussions of a group, under what narrows them. */
export const threadsHref = (
  slug: string,
  { kind, unanswered }: { kind?: ThreadKind; unanswered: boolean },
  page: number,
): string =>
  listHref(`/espace/groupes/${slug}/discussions`, {
    categorie: kind && categoryOf(kind).code,
    reponse: unanswered ? 'sans' : undefined,
    page,
  });

export function ThreadsPage({
  slug,
  list,
  kind,
  unanswered,
  page,
  canStart,
  canMarkRead,
}: {
  slug: string;
  list: ThreadPage;
  /** The category asked for; none for all. */
  kind?: ThreadKind;
  unanswered: boolean;
  page: number;
  canStart: boolean;
  canMarkRead: boolean;
}) {
  const base = `/espace/groupes/${slug}/discussions`;
  const all = [...list.counts.values()].reduce((sum, count) => sum + count, 0);
  if (all === 0) {
    return (
      <EmptyState
        title="Aucune discussion pour l’instant"
        action={canStart && <Button href={`${base}/nouvelle`}>Ouvrir la première discussion</Button>}
      >
        <p>Une question, un retour d’expérience, une difficulté : les autres membres vous liront.</p>
      </EmptyState>
    );
  }
  const code = kind && categoryOf(kind).code;
  const hrefOf = (n: number) => threadsHref(slug, { kind, unanswered }, n);
  return (
    <>
      <LiveNews follow={`/espace/groupes/${slug}/discussions/flux`} />
      <TagList label="Catégories" items={filtersOf(base, list, all, kind, unanswered)} />
      {list.total === 0 ? (
        <EmptyState
          title={unanswered ? 'Toutes les questions ont leur réponse' : 'Rien dans cette catégorie'}
          action={
            canStart &&
            kind !== 'announcement' && (
              <Button href={`${base}/nouvelle?nature=${code ?? 'discussion'}`}>Ouvrir une discussion</Button>
            )
          }
        >
          <p>
            <a href={base}>Voir toutes les discussions du groupe</a>
          </p>
        </EmptyState>
      ) : (
        <ThreadList threads={list.threads} label="Discussions" level={2} />
      )}
      <Pagination
        page={page}
        pages={pageCount(list.total, threadsPerPage)}
        hrefOf={hrefOf}
        label="Pages de discussions"
      />
      {canMarkRead && (
        <PostButton action={`${base}/tout-lu`} kind="secondary" size="sm" icon="check">
          Tout marquer comme lu
        </PostButton>
      )}
    </>
  );
}

/** All of them, each category that holds something, and the questions that wait. */
function filtersOf(
  base: string,
  { counts, unanswered: open }: ThreadPage,
  all: number,
  kind: ThreadKind | undefined,
  unanswered: boolean,
) {
  return [
    { label: `Toutes (${all})`, href: base, current: kind === undefined },
    ...categories.flatMap((category) => {
      const count = counts.get(category.kind) ?? 0;
      const current = category.kind === kind && !unanswered;
      const shown = count > 0 || category.kind === kind;
      return shown
        ? [
            {
              label: `${category.plural} (${count})`,
              href: `${base}?categorie=${category.code}`,
              current,
            },
          ]
        : [];
    }),
    ...(open > 0 || unanswered
      ? [
          {
            label: `Questions sans réponse acceptée (${open})`,
            href: `${base}?categorie=question&reponse=sans`,
            current: unanswered,
          },
        ]
      : []),
  ];
}
