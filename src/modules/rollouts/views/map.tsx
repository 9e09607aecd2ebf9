import { formatNumber, formatPercent } from '../../../ui/index.ts';
import type { MapShapes } from '../map-shapes.ts';
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

/** Rates by département, drawn by the server. Each département leads to its page; the table says the same. */
export function RateMap({ shapes, places, title, twinHref }: RateMapProps) {
  const drawn = places.filter(({ code }) => code in shapes.shapes);
  return (
    <figure class="cd-map" aria-labelledby="carte-titre">
      <p class="cd-map__skip">
        <a href={twinHref}>Passer la carte : les mêmes chiffres en tableau</a>
      </p>
      {/* biome-ignore lint/a11y/useSemanticElements: a drawing that holds links is no set of fields */}
      <svg
        class="cd-map__drawing"
        viewBox={`0 0 ${shapes.width} ${shapes.height}`}
        role="group"
        aria-labelledby="carte-titre"
        aria-describedby="carte-resume"
      >
        <title id="carte-titre">{`Carte des départements : ${title}`}</title>
        <desc id="carte-resume">{summaryOf(drawn)}</desc>
        {shapes.insets.map(({ left, top, width, height, label }) => (
          <g>
            <rect class="cd-map__box" x={left} y={top} width={width} height={height} />
            <text class="cd-map__label" x={left} y={top + height + 20}>
              {label}
            </text>
          </g>
        ))}
        {drawn.map(({ code, name, href, tally }) => (
          <a href={href} class="cd-map__place" aria-label={`${name} : ${rateWords(tally)}`}>
            <path class={`cd-map__rate--${classOf(tally) ?? 'none'}`} d={shapes.shapes[code]}>
              <title>{`${name} : ${rateWords(tally)}`}</title>
            </path>
          </a>
        ))}
      </svg>
      <MapLegend />
      <figcaption class="cd-map__sources">
        {shapes.note.split('. Fichier')[0]}. Contours :{' '}
        {shapes.sources.map(({ label, url }, index) => (
          <>
            {index > 0 && ' ; '}
            <a href={url}>{label}</a>
          </>
        ))}
        .
      </figcaption>
    </figure>
  );
}

function MapLegend() {
  return (
    <ul class="cd-rate-legend" aria-label="Légende de la carte">
      {classes.map(({ label }, index) => (
        <li>
          <svg width="22" height="14" aria-hidden="true" focusable="false">
            <rect class={`cd-map__rate--${index}`} width="22" height="14" />
          </svg>
          {label}
        </li>
      ))}
      <li>
        <svg width="22" height="14" aria-hidden="true" focusable="false">
          <rect class="cd-map__rate--none" width="22" height="14" />
        </svg>
        rien n’est renseigné
      </li>
    </ul>
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
