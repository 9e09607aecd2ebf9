import { formatNumber } from '../format.ts';
import { Icon } from './icon.tsx';

export interface Crumb {
  label: string;
  /** None for the current page, which comes last. */
  href?: string;
}

export function Breadcrumb({ items }: { items: readonly Crumb[] }) {
  return (
    <nav class="fr-breadcrumb cd-breadcrumb" aria-label="Vous êtes ici">
      <ol class="fr-breadcrumb__list">
        <li>
          <a class="fr-breadcrumb__link" href="/">
            Accueil
          </a>
        </li>
        {items.map((item) => (
          <li>
            {item.href ? (
              <a class="fr-breadcrumb__link" href={item.href}>
                {item.label}
              </a>
            ) : (
              <span class="fr-breadcrumb__link" aria-current="page">
                {item.label}
              </span>
            )}
          </li>
        ))}
      </ol>
    </nav>
  );
}

/** The pages to show: first, last, and those around the current one; `null` is a gap. */
function pageNumbers(page: number, pages: number): (number | null)[] {
  const shown = [...new Set([1, page - 1, page, page + 1, pages])]
    .filter((n) => n >= 1 && n <= pages)
    .sort((a, b) => a - b);
  const out: (number | null)[] = [];
  let previous = 0;
  for (const n of shown) {
    if (n === previous + 2) out.push(n - 1);
    else if (n > previous + 1) out.push(null);
    out.push(n);
    previous = n;
  }
  return out;
}

export interface PaginationProps {
  page: number;
  pages: number;
  hrefOf: (page: number) => string;
  label?: string;
}

/** Nothing when there is a single page. */
export function Pagination({ page, pages, hrefOf, label = 'Pages' }: PaginationProps) {
  if (pages <= 1) return null;
  return (
    <nav class="fr-pagination cd-pagination" aria-label={label}>
      <ul class="fr-pagination__list">
        {page > 1 && (
          <li>
            <a class="fr-pagination__link cd-pagination__step" href={hrefOf(page - 1)} rel="prev">
              <Icon name="arrow-left" />
              <span>
                Précédente<span class="fr-sr-only"> : page {page - 1}</span>
              </span>
            </a>
          </li>
        )}
        {pageNumbers(page, pages).map((n) => (
          <li>
            {n === null ? (
              <span class="fr-pagination__link cd-pagination__gap">…</span>
            ) : (
              <a
                class="fr-pagination__link"
                href={hrefOf(n)}
                aria-current={n === page ? 'page' : undefined}
                aria-label={`Page ${n}`}
              >
                {n}
              </a>
            )}
          </li>
        ))}
        {page < pages && (
          <li>
            <a class="fr-pagination__link cd-pagination__step" href={hrefOf(page + 1)} rel="next">
              <span>
                Suivante<span class="fr-sr-only"> : page {page + 1}</span>
              </span>
              <Icon name="arrow-right" />
            </a>
          </li>
        )}
      </ul>
    </nav>
  );
}

export interface SubNavProps {
  label: string;
  items: readonly { label: string; href: string; count?: number }[];
  /** Address of the current page. */
  current: string;
}

/** The pages of one thing, as a row of links. */
export function SubNav({ label, items, current }: SubNavProps) {
  return (
    <nav class="cd-subnav" aria-label={label}>
      <ul>
        {items.map((item) => (
          <li>
            <a href={item.href} aria-current={item.href === current ? 'page' : undefined}>
              {item.label}
              {item.count !== undefined && <span class="cd-count">{formatNumber(item.count)}</span>}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** The headings of a long page. */
export function PageSummary({
  items,
  title = 'Sur cette page',
}: {
  items: readonly { label: string; id: string }[];
  title?: string;
}) {
  return (
    <nav class="fr-summary cd-summary" aria-labelledby="sommaire">
      <p class="fr-summary__title" id="sommaire">
        {title}
      </p>
      <ol class="fr-summary__list">
        {items.map((item) => (
          <li>
            <a class="fr-summary__link" href={`#${item.id}`}>
              {item.label}
            </a>
          </li>
        ))}
      </ol>
    </nav>
  );
}

/** The same page as data, for its head (`alternates`) and for its foot (`Exports`). */
export function exportsOf({ json, csv, atom }: { json: string; csv: string; atom?: string }) {
  return [
    { label: 'JSON', type: 'application/json', href: json },
    { label: 'CSV (tableur)', type: 'text/csv', href: csv },
    ...(atom ? [{ label: 'flux (Atom)', type: 'application/atom+xml', href: atom }] : []),
  ];
}

/** The links to the same page as data. */
export function Exports({
  items,
  subject = 'En données',
}: {
  items: readonly { label: string; href: string }[];
  /** What is to be had as data, before the colon. */
  subject?: string;
}) {
  return (
    <p class="cd-exports">
      {subject} :{' '}
      {items.map(({ label, href }, index) => (
        <>
          {index > 0 && ', '}
          <a href={href}>{label}</a>
        </>
      ))}
    </p>
  );
}

/** Ways that lead on, one a line. */
export function LinkList({
  links,
  class: className,
}: {
  links: readonly { label: string; href: string }[];
  class?: string;
}) {
  return (
    <ul class={className}>
      {links.map(({ label, href }) => (
        <li>
          <a href={href}>{label}</a>
        </li>
      ))}
    </ul>
  );
}
