import { formatNumber, formatPercent } from '../../../ui/index.ts';
import { DepartmentMap, type MapShapes } from '../../territories/index.ts';
import { rateOf, reachedOf, type Tally } from '../rates.ts';
import { rateWords } from './bar.tsx';

/** Bounds of the classes, of 1: five lightnesses of one hue, told apart without colour and in print. */
const classes = [
  { upTo: 0.2, label: 'moins de 20 %' },
  { upTo: 0.4, label: 'de 20 à 40 %' },
  { upTo: 0.6, label: 'de 40 à 60 %' },
  { upTo: 0.8, label: 'de 60 à 80 %' },
  { upTo: Number.POSITIVE_INFINITY, label: '80 % et plus' },
] as const;

export interface Place {
  /** `74`, `2A`, `974` */
  code: string;
  name: string;
  href: string;
  tally: Tally;
}

/** Null where nothing is known of anybody: a rate of nought would be a statement. */
export function classOf(tally: Tally): number | null {
  const rate = rateOf(tally);
  if (rate === null || tally.unknown === tally.authorities) return null;
  return classes.findIndex(({ upTo }) => rate < upTo);
}

export interface RateMapProps {
  shapes: MapShapes;
  places: readonly Place[];
  /** What is counted: « Mettre en service une téléprocédure ». */
  title: string;
  /** Address of what says the same, to skip the map. */
  twinHref: string;
}

/** Rates by département. Each département leads to its page; the table says the same. */
export function RateMap({ shapes, places, title, twinHref }: RateMapProps) {
  const drawn = places.filter(({ code }) => code in shapes.shapes);
  return (
    <DepartmentMap
      shapes={shapes}
      title={title}
      summary={summaryOf(drawn)}
      twinHref={twinHref}
      places={drawn.map(({ code, name, href, tally }) => ({
        code,
        name,
        href,
        words: rateWords(tally),
        level: classOf(tally),
      }))}
      legend={[
        ...classes.map(({ label }, level) => ({ level, label })),
        { level: null, label: 'rien n’est renseigné' },
      ]}
    />
  );
}

/** The map in a sentence. */
function summaryOf(places: readonly Place[]): string {
  const told = places.filter(({ tally }) => classOf(tally) !== null);
  if (told.length === 0) return 'Rien n’est encore renseigné, dans aucun département.';
  const [first, ...others] = [...told].sort(
    (one, other) => (rateOf(other.tally) ?? 0) - (rateOf(one.tally) ?? 0),
  );
  const last = others.at(-1);
  const words = (place: Place | undefined) =>
    place
      ? `${place.name} (${formatPercent(rateOf(place.tally) ?? 0)}, ${formatNumber(reachedOf(place.tally))} sur ${formatNumber(place.tally.authorities)})`
      : '';
  return `Renseigné dans ${told.length} départements sur ${places.length}. Le taux le plus haut : ${words(first)}${last ? ` ; le plus bas : ${words(last)}` : ''}.`;
}
