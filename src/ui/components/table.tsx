import type { ComponentChildren } from 'preact';
import { Pagination, type PaginationProps } from './navigation.tsx';

export interface TableProps {
  /** Unique in the page; the caption's id derives from it. */
  id: string;
  caption: string;
  /** The caption stays for screen readers only, when a heading just above says the same. */
  captionHidden?: boolean;
  /** `wide`: holds sentences, and does not shrink to a word a line. */
  columns: readonly { label: ComponentChildren; numeric?: boolean; wide?: boolean }[];
  rows: readonly (readonly ComponentChildren[])[];
  /** The first cell of each row names it; true unless told otherwise. */
  rowHeaders?: boolean;
}

/** A table that scrolls by itself, also with the keyboard, when the screen is too narrow. */
export function Table({ id, caption, captionHidden, columns, rows, rowHeaders = true }: TableProps) {
  const captionId = `${id}-caption`;
  return (
    <div class="fr-table cd-table">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable with the keyboard */}
      <section class="cd-table__scroll" aria-labelledby={captionId} tabIndex={0}>
        <table id={id}>
          <caption id={captionId} class={captionHidden ? 'fr-sr-only' : undefined}>
            {caption}
          </caption>
          <thead>
            <tr>
              {columns.map((column) => (
                <th scope="col" class={column.numeric ? 'cd-num' : column.wide ? 'cd-wide' : undefined}>
                  {column.label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr>
                {row.map((cell, index) => {
                  const look = columns[index]?.numeric ? 'cd-num' : undefined;
                  return rowHeaders && index === 0 ? (
                    <th scope="row" class={look}>
                      {cell}
                    </th>
                  ) : (
                    <td class={look}>{cell}</td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </div>
  );
}

/** Terms and their values; an item without a value is left out. */
export function DescriptionList({ items }: { items: readonly { term: string; value: ComponentChildren }[] }) {
  const filled = items.filter(
    ({ value }) => value !== undefined && value !== null && value !== '' && value !== false,
  );
  if (filled.length === 0) return null;
  return (
    <dl class="cd-dl">
      {filled.map(({ term, value }) => (
        <div>
          <dt>{term}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

export type PagedTableProps = TableProps & Omit<PaginationProps, 'label'> & { pagesLabel: string };

/** One page of a long table: the caption says which, and links lead to the others. */
export function PagedTable({ caption, page, pages, hrefOf, pagesLabel, ...table }: PagedTableProps) {
  return (
    <>
      <Table {...table} caption={pages > 1 ? `${caption}, page ${page} sur ${pages}` : caption} />
      <Pagination page={page} pages={pages} hrefOf={hrefOf} label={pagesLabel} />
    </>
  );
}
