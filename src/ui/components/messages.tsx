import type { ComponentChildren } from 'preact';
import { Heading, type HeadingLevel } from './headings.tsx';
import { Icon } from './icon.tsx';

export type AlertKind = 'success' | 'info' | 'warning' | 'error';

export interface AlertProps {
  kind: AlertKind;
  title?: string;
  level?: HeadingLevel;
  /** It appears as the answer to what the person just did: read aloud at once. */
  live?: boolean;
  children?: ComponentChildren;
}

export function Alert({ kind, title, level = 2, live, children }: AlertProps) {
  return (
    <div
      class={`fr-alert fr-alert--${kind}${title ? '' : ' fr-alert--sm'}`}
      role={live ? (kind === 'error' ? 'alert' : 'status') : undefined}
    >
      <Icon name={kind} />
      <div>
        {title && (
          <Heading level={level} class="fr-alert__title">
            {title}
          </Heading>
        )}
        {children && <div class="cd-alert__text">{children}</div>}
      </div>
    </div>
  );
}

export interface CalloutProps {
  title?: string;
  level?: HeadingLevel;
  /** The link the callout leads to. */
  link?: { label: string; href: string };
  children?: ComponentChildren;
}

/** What must not be missed, with where to go ("lien important"). */
export function Callout({ title, level = 2, link, children }: CalloutProps) {
  return (
    <div class="fr-callout">
      {title && (
        <Heading level={level} class="fr-callout__title">
          {title}
        </Heading>
      )}
      {children && <div class="fr-callout__text">{children}</div>}
      {link && (
        <a class="fr-btn fr-btn--secondary" href={link.href}>
          <span>{link.label}</span>
        </a>
      )}
    </div>
  );
}

/** More, for whoever wants it. */
export function Details({
  summary,
  open,
  id,
  children,
}: {
  summary: ComponentChildren;
  open?: boolean;
  id?: string;
  children: ComponentChildren;
}) {
  return (
    <details class="cd-details" open={open} id={id}>
      <summary>{summary}</summary>
      <div class="cd-details__body">{children}</div>
    </details>
  );
}
