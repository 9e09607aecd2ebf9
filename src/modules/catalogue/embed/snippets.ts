/** What a webmaster pastes, in HTML. */

const signs: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** As the value of an attribute, or as text. */
const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => signs[sign] ?? sign);

export interface Framed {
  /** Whole address of the document to frame. */
  src: string;
  /** Says to those who do not see it what the frame holds. */
  title: string;
  width?: number | string;
  height: number;
}

export const frameHtml = ({ src, title, width = '100%', height }: Framed): string =>
  `<iframe src="${escaped(src)}" title="${escaped(title)}" width="${width}" height="${height}" loading="lazy" style="border: 0"></iframe>`;

/** The web component, with the link that is shown until it is there, and where it cannot be. */
export function componentHtml({
  publicUrl,
  page,
  title,
  count,
  style,
}: {
  publicUrl: string;
  /** Whole address of the list, or of the selection. */
  page: string;
  title: string;
  /** None for all. */
  count?: number;
  /** Its variables, by name. */
  style: Readonly<Record<string, string>>;
}): string {
  const declared = Object.entries(style).map(([name, value]) => `${name}: ${value}`);
  const styled = declared.length > 0 ? ` style="${escaped(declared.join('; '))}"` : '';
  return [
    `<script type="module" src="${escaped(publicUrl)}/integrer/cordee-catalogue.js"></script>`,
    `<cordee-catalogue src="${escaped(page)}"${count === undefined ? '' : ` nombre="${count}"`}${styled}>`,
    `  <a href="${escaped(page)}">${escaped(title)}</a>`,
    '</cordee-catalogue>',
  ].join('\n');
}
