import { mostCases, mostConditions, mostStages } from './cases.ts';

export type RuleFieldName = `public_${string}`;

/** Numbers of the cases of the form, from 1. */
export const caseNumbers = Array.from({ length: mostCases }, (_, index) => index + 1);
export const conditionNumbers = Array.from({ length: mostConditions }, (_, index) => index + 1);
export const stageNumbers = Array.from({ length: mostStages }, (_, index) => index + 1);

/** Name of a field of one case. */
export const fieldOf = (number: number, name: string): RuleFieldName => `public_${number}_${name}`;

/** Whether the rule that the form cannot tell stays as it is. */
export const keepField: RuleFieldName = 'public_garder';
