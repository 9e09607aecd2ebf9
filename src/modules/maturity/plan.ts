import { formatNumber } from '../../ui/index.ts';
import type { Resource } from '../catalogue/index.ts';
import type { Advice, AxisAdvice } from './recommending.ts';

/** One action of the plan: what to aim at, why, and what helps. */
export interface PlanRow {
  aim: string;
  why: string;
  resources: readonly { resource: Resource; example: boolean }[];
}

/** What several resources of one question help to do is one action. */
function rowsOf({ axis, recommendations }: AxisAdvice<Resource>): PlanRow[] {
  return [...Map.groupBy(recommendations, ({ reason }) => reason.question)].flatMap(([question, own]) => {
    const [first] = own;
    if (!first) return [];
    const { answer, target } = first.reason;
    return [
      {
        aim: target === null ? question.text : `Viser « ${target} »`,
        why: `${axis.label}. « ${question.text} » Aujourd’hui : « ${answer} ».`,
        resources: own,
      },
    ];
  });
}

/** What to do first: the lowest axes, then whom to lean on. */
export function planOf({ first, mutualisation }: Advice<Resource>): PlanRow[] {
  return [
    ...first.flatMap(rowsOf),
    ...(mutualisation
      ? [
          {
            aim: 'Prendre contact avec une structure qui mutualise',
            why: `Moins de ${formatNumber(mutualisation.below)} habitants : un syndicat, une agence départementale, un centre de gestion ou l’intercommunalité peut aider.`,
            resources: mutualisation.resources.map((resource) => ({ resource, example: false })),
          },
        ]
      : []),
  ];
}

export const laterOf = ({ others }: Advice<Resource>): PlanRow[] => others.flatMap(rowsOf);

/** « Mes Adresses, Base Adresse Nationale » */
export const resourceWords = ({ resource, example }: PlanRow['resources'][number]): string =>
  `${resource.title}, ${resource.producer}${example ? ' (exemple d’une autre région)' : ''}`;
