import { formatNumber } from '../../ui/index.ts';
import type { Resource } from '../catalogue/index.ts';
import type { Advice, AxisAdvice } from './recommending.ts';

/** One line of the action plan: what to aim at, with which resource, and why. */
export interface PlanRow {
  /** A sentence; null where the resource says it all. */
  aim: string | null;
  resource: Resource;
  why: string;
  example: boolean;
}

function rowsOf({ axis, recommendations }: AxisAdvice<Resource>): PlanRow[] {
  return recommendations.map(({ resource, reason: { question, answer, target }, example }) => ({
    aim: target === null ? null : `Viser « ${target} »`,
    resource,
    why: `${axis.label}. « ${question.text} » Aujourd’hui : « ${answer} ».`,
    example,
  }));
}

/** What to do first: the lowest axes, then whom to lean on. */
export function planOf({ first, mutualisation }: Advice<Resource>): PlanRow[] {
  return [
    ...first.flatMap(rowsOf),
    ...(mutualisation?.resources ?? []).map((resource) => ({
      aim: 'Prendre contact avec une structure qui mutualise',
      resource,
      why: `Moins de ${formatNumber(mutualisation?.below ?? 0)} habitants : on peut faire avec d’autres.`,
      example: false,
    })),
  ];
}

export const laterOf = ({ others }: Advice<Resource>): PlanRow[] => others.flatMap(rowsOf);
