import type { ComponentChildren } from 'preact';
import { type DateLike, formatDate, formatDateTime, initials, machineDate } from '../format.ts';
import { Icon, type IconName } from './icon.tsx';

/** A subject; with an address, a link to all that bears it. */
export function Tag({
  children,
  href,
  current,
}: {
  children: ComponentChildren;
  href?: string;
  current?: boolean;
}) {
  if (href === undefined) return <span class="fr-tag">{children}</span>;
  return (
    <a class="fr-tag" href={href} aria-current={current ? 'true' : undefined}>
      {children}
    </a>
  );
}

export function TagList({
  items,
  label,
}: {
  items: readonly { label: string; href?: string; current?: boolean }[];
  label?: string;
}) {
  if (items.length === 0) return null;
  return (
    <ul class="fr-tags-group cd-tags" aria-label={label}>
      {items.map((item) => (
        <li>
          <Tag href={item.href} current={item.current}>
            {item.label}
          </Tag>
        </li>
      ))}
    </ul>
  );
}

export type BadgeKind = 'neutral' | 'accent' | 'info' | 'success' | 'warning' | 'error' | 'new';

/** A state, in words; the colour only repeats them. */
export function Badge({ kind = 'neutral', children }: { kind?: BadgeKind; children: ComponentChildren }) {
  const look =
    kind === 'neutral'
      ? ''
      : kind === 'accent'
        ? ' cd-badge--accent'
        : ` fr-badge--${kind} fr-badge--no-icon`;
  return <span class={`fr-badge fr-badge--sm${look}`}>{children}</span>;
}

/** What a list of ours calls a code; the code itself when it has none. */
export function labelOf(list: readonly { code: string; label: string }[], code: string): string {
  return list.find((one) => one.code === code)?.label ?? code;
}

/** The four levels of confidence of a progress point, as in the tracking of public policies. */
export const weatherLevels = [
  { code: 'sunny', label: 'Ensoleillé', meaning: 'tout va bien' },
  { code: 'fair', label: 'Éclaircies', meaning: 'quelques difficultés' },
  { code: 'cloudy', label: 'Nuageux', meaning: 'difficultés sérieuses' },
  { code: 'stormy', label: 'Orageux', meaning: 'bloqué' },
] as const;

export type WeatherCode = (typeof weatherLevels)[number]['code'];

const weatherIcon: Record<WeatherCode, IconName> = {
  sunny: 'sunny',
  fair: 'fair',
  cloudy: 'cloudy',
  stormy: 'stormy',
};

/** How confident the copilots are: word, icon and colour together. */
export function Weather({ level, short }: { level: WeatherCode; short?: boolean }) {
  const found = weatherLevels.find(({ code }) => code === level);
  return (
    <span class={`cd-weather cd-weather--${level}`}>
      <Icon name={weatherIcon[level]} />
      <span>
        <strong>{found?.label}</strong>
        {short ? <span class="fr-sr-only"> : {found?.meaning}</span> : ` : ${found?.meaning}`}
      </span>
    </span>
  );
}

/** Initials in a disc, beside the name. */
export function Avatar({ name }: { name: string }) {
  return (
    <span class="cd-avatar" aria-hidden="true">
      {initials(name)}
    </span>
  );
}

/** A date in French, with its machine twin. */
export function Time({
  value,
  withTime,
  children,
}: {
  value: DateLike;
  withTime?: boolean;
  children?: ComponentChildren;
}) {
  return (
    <time dateTime={machineDate(value, withTime)}>
      {children ?? (withTime ? formatDateTime(value) : formatDate(value))}
    </time>
  );
}

/** A short fact led by an icon: a date, a place, a count. */
export function Fact({ icon, children }: { icon: IconName; children: ComponentChildren }) {
  return (
    <span class="cd-fact">
      <Icon name={icon} />
      <span>{children}</span>
    </span>
  );
}
