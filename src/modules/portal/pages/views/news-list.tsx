import { Badge, EmptyState, ItemList, ListItem, PageHeader, Pagination, Time } from '../../../../ui/index.ts';
import { hrefOf } from '../permalink.ts';
import type { NewsItem } from '../queries.ts';

export interface NewsListProps {
  items: readonly NewsItem[];
  page: number;
  pages: number;
}

export function NewsList({ items, page, pages }: NewsListProps) {
  return (
    <>
      <PageHeader
        title="Actualités"
        lead="Ce que le programme et ses groupes projets ont fait, du plus récent au plus ancien."
        meta={<a href="/actualites.atom">Suivre les actualités dans un lecteur de flux (Atom)</a>}
      />
      {items.length === 0 ? (
        <EmptyState title="Aucune actualité pour le moment">
          <p>
            En attendant, voyez <a href="/groupes">ce que font les groupes projets</a>.
          </p>
        </EmptyState>
      ) : (
        <ItemList label="Actualités">
          {items.map((item) => (
            <ListItem
              title={item.title}
              href={hrefOf(item.permalink)}
              level={2}
              meta={
                <>
                  <Time value={item.dated_on} />
                  {item.to_verify && <Badge kind="warning">À vérifier</Badge>}
                </>
              }
            >
              {item.summary && <p>{item.summary}</p>}
            </ListItem>
          ))}
        </ItemList>
      )}
      <Pagination
        page={page}
        pages={pages}
        hrefOf={(n) => (n === 1 ? '/actualites' : `/actualites?page=${n}`)}
      />
    </>
  );
}
