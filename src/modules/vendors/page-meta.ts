import type { PageMeta } from '../../platform/http/index.ts';
import { spacePath, vendorPath } from './addresses.ts';
import type { Vendor } from './vendor.ts';

/** The head of a page of a vendor's space. */
export function spaceMeta(vendor: Vendor, page: string | null): PageMeta {
  const space = { label: 'Espace', href: spacePath(vendor) };
  return {
    title: page === null ? `Espace de ${vendor.name}` : `${page} – ${vendor.name}`,
    noindex: true,
    breadcrumb: [
      { label: 'Éditeurs', href: '/editeurs' },
      { label: vendor.name, href: vendorPath(vendor) },
      ...(page === null ? [{ label: 'Espace' }] : [space, { label: page }]),
    ],
  };
}

/** The head of a page where the programme team manages vendors. */
export function manageMeta(page: string, vendor: { name: string; href: string } | null = null): PageMeta {
  return {
    title: page,
    noindex: true,
    breadcrumb: [
      { label: 'Administration', href: '/administration' },
      { label: 'Éditeurs', href: '/administration/editeurs' },
      ...(vendor ? [{ label: vendor.name, href: vendor.href }] : []),
      { label: page },
    ],
  };
}
