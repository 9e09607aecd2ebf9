import { excerpt } from '../../../../platform/markdown/index.ts';
import {
  Badge,
  Button,
  EmptyState,
  ItemList,
  ListItem,
  PageHeader,
  Pagination,
  plural,
  Section,
} from '../../../../ui/index.ts';
import { type Listed, selectionHref } from '../selection.ts';

function SelectionList({ label, items }: { label: string; items: readonly Listed[] }) {
  return (
    <ItemList label={label}>
      {items.map((one) => (
        <ListItem
          title={one.title}
          href={selectionHref(one)}
          meta={
            <>
              {!one.published && <Badge kind="warning">Brouillon</Badge>}
              <span>{plural(one.count, 'ressource')}</span>
              <span>{one.startUp ? 'Sélection de départ' : one.author.name}</span>
            </>
          }
        >
          <p>{excerpt(one.introduction, 220)}</p>
        </ListItem>
      ))}
    </ItemList>
  );
}

export function SelectionsPage({
  items,
  total,
  drafts,
  page,
  pages,
  mayCreate,
}: {
  items: readonly Listed[];
  total: number;
  drafts: readonly Listed[];
  page: number;
  pages: number;
  mayCreate: boolean;
}) {
  return (
    <>
      <PageHeader
        eyebrow="Catalogues"
        title="Sélections"
        lead="Quelques ressources bien choisies, dans l’ordre, pour une situation : par les copilotes des catalogues et par les associations de collectivités."
        actions={mayCreate ? <Button href="/selections/nouvelle">Créer une sélection</Button> : undefined}
      />
      {drafts.length > 0 && (
        <Section id="brouillons" title="Vos brouillons">
          <SelectionList label="Brouillons" items={drafts} />
        </Section>
      )}
      {total === 0 ? (
        <EmptyState
          title="Aucune sélection n’est encore publiée"
          action={
            <Button href="/catalogues" kind="secondary">
              Voir les catalogues
            </Button>
          }
        >
          <p>En attendant, cherchez dans les catalogues ce qui répond à votre situation.</p>
        </EmptyState>
      ) : (
        <Section id="selections" title={plural(total, 'sélection')}>
          <SelectionList label="Sélections" items={items} />
          <Pagination page={page} pages={pages} hrefOf={(n) => `/selections?page=${n}`} />
        </Section>
      )}
    </>
  );
}
