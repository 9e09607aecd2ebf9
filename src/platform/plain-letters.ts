/** Without capitals, accents nor ligatures: « Œuvre d’été » gives « oeuvre d’ete ». */
export function plainLetters(text: string): string {
  return text
    .toLowerCase()
    .replaceAll('œ', 'oe')
    .replaceAll('æ', 'ae')
    .normalize('NFD')
    .replace(/\p{M}/gu, '');
}

/** Its words alone, so that « Étape n° 3 » and « etape n 3 » are the same. */
export function plainWords(text: string): string {
  return plainLetters(text)
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();
}
