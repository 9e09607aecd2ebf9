import { formatNumber } from '../../ui/index.ts';
import type { Model } from './model.ts';
import { lowestFirst, reachedLevel, type ScoredAxis, type Scores } from './scoring.ts';

/** The highest level. */
export const mostLevel = 4;

/** Quoted: « Pilotage et gouvernance » holds an « et » of its own. */
export const listWords = (items: readonly string[]): string => {
  const quoted = items.map((item) => `« ${item} »`);
  const last = quoted.at(-1) ?? '';
  return quoted.length < 2 ? last : `${quoted.slice(0, -1).join(', ')} et ${last}`;
};

const namesOf = (axes: readonly ScoredAxis[]): string => listWords(axes.map(({ axis }) => axis.label));

/** What stands out, in sentences; none when nothing was scored. */
export function portraitWords(model: Model, scores: Scores): string[] {
  const axes = lowestFirst(model, scores);
  const [lowest, highest] = [axes[0], axes.at(-1)];
  if (!lowest || !highest) return [];
  const levelWords = ({ score }: ScoredAxis) => reachedLevel(model, score).label.toLocaleLowerCase('fr');
  if (lowest.score === highest.score)
    return [`Tous les axes sont au même point : ${formatNumber(lowest.score)} sur 4, ${levelWords(lowest)}.`];
  // Those that are level with the second stand with it, unless they are the others too.
  const strong = axes.filter(({ score }) => score === highest.score);
  const weak = axes.slice(0, model.method.recommendations.lowest_axes).filter((one) => !strong.includes(one));
  return [
    highest.score >= 2
      ? `Votre point fort : ${namesOf(strong)} (${formatNumber(highest.score)} sur 4, ${levelWords(highest)}).`
      : `Le plus avancé : ${namesOf(strong)} (${formatNumber(highest.score)} sur 4, ${levelWords(highest)}) ; aucun axe n’est encore organisé.`,
    `À travailler d’abord : ${namesOf(weak)} (${weak.map(({ score }) => formatNumber(score)).join(' et ')} sur 4).`,
  ];
}

/** What the chart of the axes shows, in a sentence. */
export function chartWords(model: Model, scores: Scores): string {
  const axes = model.axes.map(({ code, label }) => {
    const score = scores.axes[code] ?? null;
    return `${label} ${score === null ? 'sans objet' : formatNumber(score)}`;
  });
  return `Score de chaque axe, sur 4 : ${axes.join(', ')}.`;
}
