/** « Téléphone indiqué par l’ANSSI : 04 72 40 56 56 », « : 505.300 » */
const told = /t[ée]l[ée]phone[^:.]{0,60}:\s*(\+?\d[\d .]{3,18}\d)/i;

/** The telephone number that the words of a resource tell; null when they tell none. */
export function phoneIn(text: string): { shown: string; dialled: string } | null {
  const shown = told.exec(text)?.[1]?.trim();
  return shown ? { shown, dialled: shown.replace(/[ .]/g, '') } : null;
}
