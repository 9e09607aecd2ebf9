import { formatDate } from '../../ui/index.ts';
import type { SignatoryFile } from './register-queries.ts';
import { type PublicState, stateLabels } from './state.ts';

const grounds: Readonly<Record<PublicState, string>> = {
  in_force: '#17653c',
  expired: '#4a5b61',
  suspended: '#7f4c00',
  withdrawn: '#4a5b61',
};

/** Of the signs of the state: a tick, a clock, two bars, a cross. Colour never tells alone. */
const signs: Readonly<Record<PublicState, string>> = {
  in_force: 'M4 9.5l3.5 3.5L15 5.5',
  expired: 'M9.5 2.5a7 7 0 1 0 0 14 7 7 0 0 0 0-14M9.5 5.5v4l3 2',
  suspended: 'M6.5 4v11M12.5 4v11',
  withdrawn: 'M4.5 4.5l10 10M14.5 4.5l-10 10',
};

export const badgeHeight = 60;

const half = badgeHeight / 2;

/** What the badge says: « Charte d’engagement FranceConnect et API : en vigueur jusqu’au 26 novembre 2028 ». */
export function badgeWords({ state, expiresOn }: Pick<SignatoryFile, 'state' | 'expiresOn'>): string {
  if (state === 'in_force') return `En vigueur jusqu’au ${formatDate(expiresOn)}`;
  if (state === 'expired') return `Expirée depuis le ${formatDate(expiresOn)}`;
  return stateLabels[state];
}

const size = 13;

/** A wide guess of the width of a text in the sans-serif of whoever reads, so that none runs over. */
const widthOf = (text: string): number => Math.ceil(text.length * size * 0.57) + 4;

const escaped = (text: string): string =>
  text.replace(/[<>&"']/g, (sign) => `&#${sign.codePointAt(0) ?? 0};`);

/** The badge as an image, without style sheet nor script: it is put on other sites. */
export function badgeSvg(
  charter: { title: string },
  file: Pick<SignatoryFile, 'state' | 'expiresOn' | 'organisation'>,
): string {
  const words = badgeWords(file);
  const width = badgeWidth(charter, file);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${badgeHeight}" viewBox="0 0 ${width} ${badgeHeight}" role="img" aria-labelledby="titre detail" lang="fr">`,
    `<title id="titre">${escaped(`${charter.title} : ${words.toLocaleLowerCase('fr')}`)}</title>`,
    `<desc id="detail">${escaped(`Signature de ${file.organisation}. État tenu à jour par le registre public.`)}</desc>`,
    `<path d="M6 0h${width - 12}a6 6 0 0 1 6 6v${half - 6}H0V6a6 6 0 0 1 6-6Z" fill="#0a3d49"/>`,
    `<path d="M0 ${half}h${width}v${half - 6}a6 6 0 0 1-6 6H6a6 6 0 0 1-6-6Z" fill="${grounds[file.state]}"/>`,
    `<g font-family="system-ui,-apple-system,'Segoe UI',Roboto,'Noto Sans',sans-serif" font-size="${size}" font-weight="600" fill="#fff" aria-hidden="true">`,
    `<text x="12" y="20">${escaped(charter.title)}</text>`,
    `<text x="38" y="${half + 20}">${escaped(words)}</text>`,
    `<path transform="translate(11 ${half + 5.5})" d="${signs[file.state]}" fill="none" stroke="#fff" stroke-width="2.2" stroke-linecap="round" stroke-linejoin="round"/>`,
    '</g></svg>',
  ].join('');
}

/** How wide the badge is drawn: as its longest line, whatever the state says then. */
export function badgeWidth(
  charter: { title: string },
  file: Pick<SignatoryFile, 'state' | 'expiresOn'>,
): number {
  return Math.max(widthOf(charter.title) + 24, widthOf(badgeWords(file)) + 50);
}

/** What a signatory copies into a page of its own. */
export function badgeSnippet(page: string, charter: { title: string }): string {
  return `<a href="${page}"><img src="${page}/badge.svg" height="${badgeHeight}" alt="${charter.title} : état de notre signature"></a>`;
}
