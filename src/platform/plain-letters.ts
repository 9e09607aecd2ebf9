/** Without capitals, accents nor ligatures: « Œuvre d’été » gives « oeuvre d’ete ». */
export function plainLetters(text: string): string {
  return text
    .toLowerCase()
    .replaceAll('œ', 'oe')
    .replaceAll('æ', 'ae')
    .normalize('NFD')
    .replace(/\p{M}/gu, '');
}
