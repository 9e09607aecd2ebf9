export const vendorPath = ({ slug }: { slug: string }): string => `/editeurs/${slug}`;

/** The space of a vendor, for its people. */
export const spacePath = (vendor: { slug: string }): string => `${vendorPath(vendor)}/espace`;

/** Where the programme team manages a vendor. */
export const managePath = ({ slug }: { slug: string }): string => `/administration/editeurs/${slug}`;

export const alikePath = '/editeurs/comme-ma-collectivite';
