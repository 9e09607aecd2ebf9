import { pageCount } from '../../../platform/http/index.ts';
import { Button, EmptyState, LiveNews, Pagination } from '../../../ui/index.ts';
import { threadsPerPage } from '../paging.ts';
import type { ThreadLine } from '../queries.ts';
import { ThreadList } from './thread-list.tsx';

export function ThreadsPage({
  slug,
  threads,
  total,
  page,
  canStart,
}: {
  slug: string;
  threads: readonly ThreadLine[];
  total: number;
  page: number;
  canStart: boolean;
}) {
  const start = `/espace/groupes/${slug}/discussions/nouvelle`;
  if (total === 0) {
    return (
      <EmptyState
        title="Aucune discussion pour l’instant"
        action={canStart && <Button href={start}>Ouvrir la première discussion</Button>}
      >
        <p>Une question, un retour d’expérience, une difficulté : les autres membres vous liront.</p>
      </EmptyState>
    );
  }
  return (
    <>
      <LiveNews follow={`/espace/groupes/${slug}/discussions/flux`} />
      <ThreadList threads={threads} label="Discussions" level={2} />
      <Pagination
        page={page}
        pages={pageCount(total, threadsPerPage)}
        hrefOf={(n) => `/espace/groupes/${slug}/discussions?page=${n}`}
        label="Pages de discussions"
      />
    </>
  );
}
