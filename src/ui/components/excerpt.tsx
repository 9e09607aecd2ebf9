interface Part {
  text: string;
  found: boolean;
}

/** A passage cut where the words looked for begin and end (\u0001, \u0002). */
export function marked(excerpt: string): Part[] {
  return excerpt
    .split('\u0001')
    .flatMap((part, index) => {
      const [text = '', ...rest] = part.split('\u0002');
      return index === 0
        ? [{ text: part.replaceAll('\u0002', ''), found: false }]
        : [
            { text, found: true },
            { text: rest.join(''), found: false },
          ];
    })
    .filter(({ text }) => text !== '');
}

/** The same, with the sign that it was cut, where it was. */
function framed(parts: readonly Part[]): Part[] {
  const text = parts.map((part) => part.text).join('');
  return [
    ...(/^\s*[\p{Ll}),;]/u.test(text) ? [{ text: '… ', found: false }] : []),
    ...parts,
    ...(/[.!?…]\s*$/.test(text) ? [] : [{ text: ' …', found: false }]),
  ];
}

/** Why these results, when they are not what was asked for to the letter; null when they are. */
export function whyNearOnes({
  approximate,
  partial,
}: {
  approximate: boolean;
  partial: boolean;
}): string | null {
  if (partial && approximate)
    return 'Aucun texte n’a tous ces mots : voici ceux qui en ont une partie, ou des mots approchants.';
  if (partial)
    return 'Aucun texte n’a tous ces mots : voici ceux qui en ont une partie, les plus complets d’abord.';
  if (approximate) return 'Aucun texte n’a exactement ces mots : voici des résultats approchants.';
  return null;
}

/** A passage of what was found, with the words looked for marked. */
export function Excerpt({ passage }: { passage: string }) {
  if (passage.trim() === '') return null;
  return <p>{framed(marked(passage)).map(({ text, found }) => (found ? <mark>{text}</mark> : text))}</p>;
}
