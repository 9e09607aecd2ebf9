import {
  AdminNav,
  Badge,
  Button,
  EmptyState,
  Form,
  listHref,
  PageHeader,
  Pagination,
  SearchField,
  Table,
  TagList,
  Time,
} from '../../../../ui/index.ts';
import type { listPages } from '../../pages/queries.ts';
import { authorOf } from './versions.tsx';

export interface PageListProps {
  items: Awaited<ReturnType<typeof listPages>>['items'];
  total: number;
  page: number;
  pages: number;
  filter: { etat: '' | 'brouillon' | 'publiee'; type: '' | 'page' | 'actualite'; q: string };
}

const path = '/administration/pages';

export function PageList({ items, total, page, pages, filter }: PageListProps) {
  const hrefWith = (changes: Partial<PageListProps['filter']> & { page?: number }) =>
    listHref(path, { ...filter, ...changes });
  return (
    <>
      <AdminNav current={path} />
      <PageHeader
        title="Pages et actualités"
        actions={
          <>
            <Button href={`${path}/nouvelle`} icon="plus">
              Créer une page
            </Button>
            <Button href={`${path}/nouvelle?type=actualite`} kind="secondary" icon="plus">
              Écrire une actualité
            </Button>
            <Button href={`${path}/images`} kind="tertiary">
              Images
            </Button>
          </>
        }
      />
      <Form method="get" action={path} label="Filtrer les pages">
        <SearchField label="Titre ou adresse" value={filter.q} submit="Filtrer" />
      </Form>
      <TagList
        label="Type"
        items={[
          { label: 'Tout', href: hrefWith({ type: '' }), current: filter.type === '' },
          { label: 'Pages', href: hrefWith({ type: 'page' }), current: filter.type === 'page' },
          {
            label: 'Actualités',
            href: hrefWith({ type: 'actualite' }),
            current: filter.type === 'actualite',
          },
        ]}
      />
      <TagList
        label="Publication"
        items={[
          { label: 'Toutes', href: hrefWith({ etat: '' }), current: filter.etat === '' },
          { label: 'Publiées', href: hrefWith({ etat: 'publiee' }), current: filter.etat === 'publiee' },
          {
            label: 'Brouillons',
            href: hrefWith({ etat: 'brouillon' }),
            current: filter.etat === 'brouillon',
          },
        ]}
      />
      {total === 0 ? (
        <EmptyState title="Aucune page ne correspond">
          <p>
            <a href={path}>Voir toutes les pages</a>
          </p>
        </EmptyState>
      ) : (
        <Table
          id="pages"
          caption="Pages et actualités"
          captionHidden
          columns={[
            { label: 'Titre' },
            { label: 'Type' },
            { label: 'Publication' },
            { label: 'Menu' },
            { label: 'Dernière modification' },
          ]}
          rows={items.map((item) => [
            <>
              <a href={`${path}/${item.id}`}>{item.title}</a>
              <br />
              <span class="fr-hint-text">{item.permalink}</span>
            </>,
            item.kind === 'news' ? 'Actualité' : 'Page',
            <Badge kind={item.published ? 'success' : 'neutral'}>
              {item.published ? 'Publiée' : 'Brouillon'}
            </Badge>,
            item.menu_title === null ? '' : `${item.menu_title} (${item.menu_weight ?? 0})`,
            <>
              <Time value={item.updated_at} />, {authorOf(item)}
            </>,
          ])}
        />
      )}
      <Pagination page={page} pages={pages} hrefOf={(n) => hrefWith({ page: n })} />
    </>
  );
}
