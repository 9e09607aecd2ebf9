import type { SiteAddress } from '../../platform/site-addresses.ts';

export const siteAddresses = async (): Promise<SiteAddress[]> => [{ path: '/maturite-donnees' }];
