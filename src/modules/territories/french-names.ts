/**
 * A name after "of": « d’Annecy », « du Havre », « de la Haute-Savoie », « de l’Ain ».
 * @param linking INSEE's number for the article and preposition of the name (TNCC), when it has one.
 */
export function ofName(name: string, linking?: number): string {
  if (name.startsWith('Le ')) return `du ${name.slice(3)}`;
  if (name.startsWith('Les ')) return `des ${name.slice(4)}`;
  if (/^(?:La |L['’]|Las |Los )/.test(name)) return `de ${name}`;
  switch (linking ?? (/^[aeiouyàâéèêëîïôûœæ]/i.test(name) ? 1 : 0)) {
    case 1:
      return `d’${name}`;
    case 2:
      return `du ${name}`;
    case 3:
      return `de la ${name}`;
    case 4:
      return `des ${name}`;
    case 5:
      return `de l’${name}`;
    default:
      return `de ${name}`;
  }
}

/** The same for an intercommunal body: « de la CC Faucigny - Glières », « de Rennes Métropole ». */
export function ofIntercommunal(name: string): string {
  if (/^(?:CC|CA|CU|Métropole) /.test(name)) return `de la ${name}`;
  if (name.startsWith('Eurométropole ')) return `de l’${name}`;
  return ofName(name);
}
