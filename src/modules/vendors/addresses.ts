/** The address of a list under filters; what is usual goes unsaid. */
export function listHref(path: string, query: Readonly<Record<string, string | number | undefined>>): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined || value === '' || (name === 'page' && value === 1)) continue;
    search.set(name, String(value));
  }
  return search.size > 0 ? `${path}?${search}` : path;
}

export const vendorPath = ({ slug }: { slug: string }): string => `/editeurs/${slug}`;

/** The space of a vendor, for its people. */
export const spacePath = (vendor: { slug: string }): string => `${vendorPath(vendor)}/espace`;

/** Where the programme team manages a vendor. */
export const managePath = ({ slug }: { slug: string }): string => `/administration/editeurs/${slug}`;

export const alikePath = '/editeurs/comme-ma-collectivite';
