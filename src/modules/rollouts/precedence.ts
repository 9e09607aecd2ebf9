import type { AssertionSource, StateBasis } from '../../platform/database/index.ts';

/**
 * Who can say where an authority stands, the strongest first: the precedence that the site publishes. The type
 * `assertion_source` of the database has the same order, and the projection relies on it.
 */
export const precedence = [
  'probe',
  'operator',
  'authority',
  'vendor',
  'copilot_import',
] as const satisfies readonly AssertionSource[];

export const sourceWords: Readonly<Record<AssertionSource, { label: string; says: string }>> = {
  probe: { label: 'Observation automatique', says: 'observé par une vérification automatique' },
  operator: { label: 'Opérateur du service national', says: 'constaté par l’opérateur du service national' },
  authority: { label: 'La collectivité', says: 'déclaré par la collectivité' },
  vendor: { label: 'Éditeur de logiciel', says: 'déclaré par son éditeur' },
  copilot_import: { label: 'Copilotes du groupe', says: 'déclaré par les copilotes du groupe' },
};

/** How we know: never the same word for two of them. Who is none of them is « non renseignée ». */
export const basisWords: Readonly<Record<StateBasis, string>> = {
  observed: 'Observé',
  declared: 'Déclaré',
  covered: 'Couvert',
};

/** Whether a statement of the first counts before one of the second. */
export function isStronger(one: AssertionSource, other: AssertionSource): boolean {
  return precedence.indexOf(one) < precedence.indexOf(other);
}
