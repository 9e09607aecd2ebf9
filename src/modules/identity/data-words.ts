import { plural } from '../../ui/index.ts';

/** Told where the archive is: its own words say which, and why. */
export const leftOutWords = (count: number): string =>
  `${plural(count, 'fichier n’a pas pu y être mis', 'fichiers n’ont pas pu y être mis')} : LISEZ-MOI.txt, dans l’archive, dit ${count > 1 ? 'lesquels' : 'lequel'} et pourquoi.`;
