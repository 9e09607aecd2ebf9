const escapes: Readonly<Record<string, string>> = { '<': '\\u003c', '>': '\\u003e', '&': '\\u0026' };

/**
 * Data for search engines, which read them nowhere but in the page. A block of data is no script: the content policy has nothing
 * to let in; and it holds no sign that could end it.
 */
export function LinkedData({ data }: { data: Record<string, unknown> }) {
  const json = JSON.stringify(data).replace(/[<>&]/g, (sign) => escapes[sign] ?? '');
  return <script type="application/ld+json" dangerouslySetInnerHTML={{ __html: json }} />;
}
