import type { ComponentChildren } from 'preact';
import type { MilestoneKind } from '../../../platform/database/index.ts';
import { EmptyState, LinkList, plural } from '../../../ui/index.ts';
import { narrow, narrowLayout, type Point, wide, wideLayout, within } from '../timeline-layout.ts';
import { ticksOf, xOf } from '../timeline-scale.ts';
import { milestoneKindLabels } from '../vocabulary.ts';

export interface TimelineViewProps {
  points: readonly Point[];
  years: { from: number; to: number };
  today: string;
  /** The same as a list. */
  listHref: string;
  /** What lies before and after the years drawn. */
  around: readonly { label: string; href: string }[];
}

/** Milestones along time: rows of themes where there is room, one below the other on a small screen. */
export function TimelineView({ points, years, today, listHref, around }: TimelineViewProps) {
  const count = within(points, years).length;
  const span = `de ${years.from} à ${years.to}`;
  return (
    <>
      <p>
        {plural(count, 'jalon')} {span}. <a href={listHref}>Voir en liste</a>
      </p>
      {around.length > 0 && <LinkList class="cd-frise-around" links={around} />}
      {count === 0 ? (
        <EmptyState title={`Aucun jalon ${span}`} level={3}>
          <p>
            Choisissez d’autres années, ou <a href={listHref}>voyez tout en liste</a>.
          </p>
        </EmptyState>
      ) : (
        <>
          <Legend kinds={new Set(within(points, years).map(({ point }) => point.kind))} />
          <Wide points={points} years={years} today={today} summary={`${plural(count, 'jalon')} ${span}`} />
          <Narrow points={points} years={years} today={today} summary={`${plural(count, 'jalon')} ${span}`} />
        </>
      )}
    </>
  );
}

const circle = (radius: number) =>
  `M-${radius} 0a${radius} ${radius} 0 1 0 ${radius * 2} 0a${radius} ${radius} 0 1 0-${radius * 2} 0Z`;

/** One shape a kind. */
const signs: Record<MilestoneKind, string> = {
  text: 'M-5-7H3L6-4V7H-5Z',
  entry_into_force: circle(7),
  deadline: 'M0-9 9 0 0 9-9 0Z',
  step: circle(4.5),
  opening: 'M-6-8 9 0-6 8Z',
  end: 'M-7-7H7V7H-7Z',
  forecast: circle(7),
};

function Sign({ kind, x = 0, y = 0 }: { kind: MilestoneKind; x?: number; y?: number }) {
  return (
    <path
      class={`cd-frise__sign cd-frise__sign--${kind}`}
      transform={`translate(${x} ${y})`}
      d={signs[kind]}
    />
  );
}

function Legend({ kinds }: { kinds: ReadonlySet<MilestoneKind> }) {
  return (
    <ul class="cd-frise-legend" aria-label="Légende">
      {(['text', 'opening', 'entry_into_force', 'step', 'deadline', 'end', 'forecast'] as const)
        .filter((kind) => kinds.has(kind))
        .map((kind) => (
          <li>
            <svg class="cd-frise" viewBox="-11 -11 22 22" width="22" height="22" aria-hidden="true">
              <Sign kind={kind} />
            </svg>
            {milestoneKindLabels[kind]}
          </li>
        ))}
    </ul>
  );
}

type DrawingProps = Pick<TimelineViewProps, 'points' | 'years' | 'today'> & { summary: string };

/** One of the two drawings; the style sheet shows the one that the screen has room for. */
function Drawing({
  look,
  width,
  height,
  description,
  children,
}: {
  look: 'wide' | 'narrow';
  width: number;
  height: number;
  description: string;
  children: ComponentChildren;
}) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a drawing that holds links is no set of fields
    <svg
      class={`cd-frise cd-frise--${look}`}
      viewBox={`0 0 ${width} ${height}`}
      role="group"
      aria-labelledby={`frise-${look}`}
      aria-describedby={`frise-${look}-description`}
    >
      <title id={`frise-${look}`}>Frise de l’agenda</title>
      <desc id={`frise-${look}-description`}>{description}</desc>
      {children}
    </svg>
  );
}

function Wide({ points, years, today, summary }: DrawingProps) {
  const { scale, rows, height } = wideLayout(points, years);
  const now = xOf(scale, today);
  const isShown = today >= `${years.from}-01-01` && today <= `${years.to}-12-31`;
  return (
    <Drawing
      look="wide"
      width={wide.width}
      height={height}
      description={`${summary}, un thème par ligne, le temps de gauche à droite.`}
    >
      {rows.map((row, index) => (
        <rect
          class={`cd-frise__row${index % 2 === 0 ? ' cd-frise__row--even' : ''}`}
          x="0"
          y={row.top}
          width={wide.width}
          height={row.height}
        />
      ))}
      {ticksOf(scale).map(({ x, label }) => (
        <>
          <path
            class={label ? 'cd-frise__year' : 'cd-frise__quarter'}
            d={`M${x} ${label ? wide.head - 14 : wide.head}V${height}`}
          />
          {label && (
            <text class="cd-frise__label" x={x + 5} y={wide.head - 6}>
              {label}
            </text>
          )}
        </>
      ))}
      {isShown && (
        <>
          <path class="cd-frise__today" d={`M${now} 20V${height}`} />
          <text class="cd-frise__now" x={now} y="14" text-anchor="middle">
            Aujourd’hui
          </text>
        </>
      )}
      {rows.map((row, index) => (
        <g class={index % 2 === 0 ? 'cd-frise__marks--even' : undefined}>
          {row.theme.map((line, rank) => (
            <text class="cd-frise__theme" x="10" y={row.top + 22 + rank * 17}>
              {line}
            </text>
          ))}
          {row.marks.map(({ point, x, y, endX, title, anchor }) => (
            <a href={point.href}>
              <desc>{point.more}</desc>
              {endX !== null && <path class="cd-frise__span" d={`M${x} ${y}H${endX}`} />}
              <Sign kind={point.kind} x={x} y={y} />
              <text
                class={`cd-frise__title${point.cancelled ? ' cd-frise__title--cancelled' : ''}`}
                x={anchor === 'start' ? x + 14 : x - 14}
                y={y - 5}
                text-anchor={anchor}
              >
                {title}
              </text>{' '}
              <text
                class="cd-frise__words"
                x={anchor === 'start' ? x + 14 : x - 14}
                y={y + 15}
                text-anchor={anchor}
              >
                {point.words}
              </text>
            </a>
          ))}
        </g>
      ))}
    </Drawing>
  );
}

function Narrow({ points, years, today, summary }: DrawingProps) {
  const { steps, height } = narrowLayout(points, years, today);
  return (
    <Drawing
      look="narrow"
      width={narrow.width}
      height={height}
      description={`${summary}, le temps de haut en bas.`}
    >
      <path class="cd-frise__spine" d={`M${narrow.spine} 0V${height}`} />
      {steps.map((step) => {
        if (step.kind === 'year') {
          return (
            <text class="cd-frise__label" x={narrow.text} y={step.y}>
              {step.label}
            </text>
          );
        }
        if (step.kind === 'today') {
          return (
            <>
              <path class="cd-frise__today" d={`M0 ${step.y}H${narrow.width - 96}`} />
              <text class="cd-frise__now" x={narrow.width} y={step.y + 4} text-anchor="end">
                Aujourd’hui
              </text>
            </>
          );
        }
        const { point, title, y } = step;
        return (
          <a href={point.href}>
            <desc>{point.more}</desc>
            <Sign kind={point.kind} x={narrow.spine} y={y - 4} />
            <text class="cd-frise__words" x={narrow.text} y={y}>
              {point.words}
            </text>{' '}
            {title.map((line, index) => (
              <text
                class={`cd-frise__title${point.cancelled ? ' cd-frise__title--cancelled' : ''}`}
                x={narrow.text}
                y={y + (index + 1) * narrow.line}
              >
                {line}
              </text>
            ))}
          </a>
        );
      })}
    </Drawing>
  );
}
