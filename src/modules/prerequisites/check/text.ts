/** The size of what is looked at. */
export const mostBytes = 100 * 1024;

export type ReadText = { json: unknown } | { problem: string };

/** Reads a text as JSON. What is wrong is told without any of the text: it may hold a secret. */
export function readText(text: string): ReadText {
  if (Buffer.byteLength(text) > mostBytes)
    return { problem: 'Cette configuration est trop lourde : 100 Ko au plus.' };
  if (text.trim() === '') return { problem: 'Collez une configuration, ou envoyez un fichier.' };
  try {
    return { json: JSON.parse(text.replace(/^\uFEFF/, '')) };
  } catch (error) {
    return { problem: `Ce texte n’est pas du JSON${placeOf(error, text)}.` };
  }
}

/** « (ligne 3) »: the messages of the parser quote the text, their position does not. */
function placeOf(error: unknown, text: string): string {
  const position = error instanceof Error ? /position (\d+)/.exec(error.message)?.[1] : undefined;
  if (position === undefined) return '';
  return ` (vers la ligne ${text.slice(0, Number(position)).split('\n').length})`;
}

export const noObject =
  'Une configuration est un objet JSON : entre accolades, un nom et une valeur par champ.';
