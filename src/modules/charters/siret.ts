import { hasRightKey } from '../../platform/registry-key.ts';

/** La Poste has more establishments than its numbers can hold with the usual key: the sum of their digits is a multiple of five. */
const laPoste = '356000000';

/** Whether these fourteen digits bear the key of a SIRET number. It says nothing of whether the establishment exists. */
export function isSiret(digits: string): boolean {
  if (!/^\d{14}$/.test(digits)) return false;
  if (hasRightKey(digits)) return true;
  return digits.startsWith(laPoste) && sum(digits) % 5 === 0;
}

/** `356 000 000 00048` */
export function siretWords(digits: string): string {
  return digits.replace(/^(\d{3})(\d{3})(\d{3})(\d{5})$/, '$1 $2 $3 $4');
}

const sum = (digits: string): number => [...digits].reduce((total, digit) => total + Number(digit), 0);
