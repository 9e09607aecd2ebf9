import type { MapShapes } from '../map-shapes.ts';

export interface MapPlace {
  /** `74`, `2A`, `974` */
  code: string;
  name: string;
  /** The page of the département, where the map leads to one. */
  href?: string;
  /** What the map tells of it: « 12 collectivités ». */
  words: string;
  /** Of five lightnesses of one hue, told apart without colour and in print; null where nothing is known. */
  level: number | null;
}

export interface DepartmentMapProps {
  shapes: MapShapes;
  places: readonly MapPlace[];
  /** What is counted. */
  title: string;
  /** The map in a sentence. */
  summary: string;
  /** Address of what says the same, to skip the map. */
  twinHref: string;
  legend: readonly { level: number | null; label: string }[];
}

const lookOf = (level: number | null) => `cd-map__rate--${level ?? 'none'}`;

/** A map of the départements, drawn by the server; a table near it says the same. */
export function DepartmentMap({ shapes, places, title, summary, twinHref, legend }: DepartmentMapProps) {
  return (
    <figure class="cd-map" aria-labelledby="carte-titre">
      <p class="cd-map__skip">
        <a href={twinHref}>Passer la carte : les mêmes chiffres en tableau</a>
      </p>
      <svg
        class="cd-map__drawing"
        viewBox={`0 0 ${shapes.width} ${shapes.height}`}
        role={places.some(({ href }) => href) ? 'group' : 'img'}
        aria-labelledby="carte-titre"
        aria-describedby="carte-resume"
      >
        <title id="carte-titre">{`Carte des départements : ${title}`}</title>
        <desc id="carte-resume">{summary}</desc>
        {shapes.insets.map(({ left, top, width, height, label }) => (
          <g>
            <rect class="cd-map__box" x={left} y={top} width={width} height={height} />
            <text class="cd-map__label" x={left} y={top + height + 20}>
              {label}
            </text>
          </g>
        ))}
        {places.map((place) =>
          place.href === undefined ? (
            <Shape place={place} d={shapes.shapes[place.code]} />
          ) : (
            <a href={place.href} class="cd-map__place" aria-label={`${place.name} : ${place.words}`}>
              <Shape place={place} d={shapes.shapes[place.code]} />
            </a>
          ),
        )}
      </svg>
      <ul class="cd-rate-legend" aria-label="Légende de la carte">
        {legend.map(({ level, label }) => (
          <li>
            <svg width="22" height="14" aria-hidden="true" focusable="false">
              <rect class={lookOf(level)} width="22" height="14" />
            </svg>
            {label}
          </li>
        ))}
      </ul>
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

function Shape({ place: { name, words, level }, d }: { place: MapPlace; d: string | undefined }) {
  return (
    <path class={lookOf(level)} d={d}>
      <title>{`${name} : ${words}`}</title>
    </path>
  );
}
