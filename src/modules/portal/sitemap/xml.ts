import type { SiteAddress } from '../../../platform/site-addresses.ts';

const head = '<?xml version="1.0" encoding="UTF-8"?>\n';
const namespace = 'http://www.sitemaps.org/schemas/sitemap/0.9';

const escapes: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

function escapeXml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => escapes[character] ?? '');
}

function entryOf({ path, changed }: SiteAddress, publicUrl: string): string {
  const date = changed ? `<lastmod>${changed.toISOString()}</lastmod>` : '';
  return `<loc>${escapeXml(publicUrl + path)}</loc>${date}`;
}

export function urlSet(addresses: readonly SiteAddress[], publicUrl: string): string {
  const urls = addresses.map((address) => `<url>${entryOf(address, publicUrl)}</url>`);
  return `${head}<urlset xmlns="${namespace}">\n${urls.join('\n')}\n</urlset>\n`;
}

export function sitemapIndex(parts: readonly SiteAddress[], publicUrl: string): string {
  const maps = parts.map((part) => `<sitemap>${entryOf(part, publicUrl)}</sitemap>`);
  return `${head}<sitemapindex xmlns="${namespace}">\n${maps.join('\n')}\n</sitemapindex>\n`;
}
