import type { ComponentChildren } from 'preact';
import { Heading, type HeadingLevel } from './headings.tsx';
import { Icon } from './icon.tsx';

/** The centred column of a page; needed only inside a `wide` layout. */
export function Container({ children }: { children: ComponentChildren }) {
  return <div class="fr-container">{children}</div>;
}

export interface SectionProps {
  title?: string;
  id?: string;
  level?: HeadingLevel;
  intro?: ComponentChildren;
  /** A link beside the title: "Tous les livrables". */
  more?: { label: string; href: string };
  tone?: 'plain' | 'tint';
  children: ComponentChildren;
}

/** A part of a page with its heading; `tint` sets it on a full-width ground in a `wide` layout. */
export function Section({ title, id, level = 2, intro, more, tone = 'plain', children }: SectionProps) {
  const headed = title !== undefined;
  const body = (
    <>
      {headed && (
        <div class="cd-section__head">
          <Heading level={level} id={id}>
            {title}
          </Heading>
          {more && (
            <a class="cd-more" href={more.href}>
              {more.label}
              <Icon name="arrow-right" />
            </a>
          )}
        </div>
      )}
      {intro && <p class="cd-section__intro">{intro}</p>}
      {children}
    </>
  );
  return (
    <section class={`cd-section cd-section--${tone}`} aria-labelledby={headed && id ? id : undefined}>
      {tone === 'tint' ? <div class="fr-container">{body}</div> : body}
    </section>
  );
}

/** Cards or panels side by side, as many as fit. */
export function Grid({ children, min = 'md' }: { children: ComponentChildren; min?: 'sm' | 'md' | 'lg' }) {
  return <div class={`cd-grid cd-grid--${min}`}>{children}</div>;
}

/** A main column and what goes beside it; one below the other on a small screen. */
export function Columns({
  children,
  aside,
  more,
}: {
  children: ComponentChildren;
  aside: ComponentChildren;
  /** What is read last, such as a long list: below the text, and below the aside where there is one column. */
  more?: ComponentChildren;
}) {
  return (
    <div class={`cd-columns${more ? ' cd-columns--more' : ''}`}>
      <div class="cd-columns__main">{children}</div>
      <div class="cd-columns__aside">{aside}</div>
      {more && <div class="cd-columns__more">{more}</div>}
    </div>
  );
}

/** A quiet block on a tinted ground: aside facts, key figures, a small form. */
export function Panel({
  title,
  level = 2,
  children,
}: {
  title?: string;
  level?: HeadingLevel;
  children: ComponentChildren;
}) {
  return (
    <div class="cd-panel">
      {title && (
        <Heading level={level} class="cd-panel__title">
          {title}
        </Heading>
      )}
      {children}
    </div>
  );
}

/** Figures that matter, large; real counts only. */
export function KeyFigures({ items }: { items: readonly { value: string; label: string; href?: string }[] }) {
  return (
    <dl class="cd-figures">
      {items.map((item) => (
        <div>
          <dt>{item.href ? <a href={item.href}>{item.label}</a> : item.label}</dt>
          <dd>{item.value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** When there is nothing: say so, and what to do next. */
export function EmptyState({
  title,
  level = 2,
  action,
  children,
}: {
  title: string;
  level?: HeadingLevel;
  action?: ComponentChildren;
  children?: ComponentChildren;
}) {
  return (
    <div class="cd-empty">
      <svg class="cd-empty__rope" viewBox="0 0 120 28" aria-hidden="true" focusable="false">
        <path d="M2 20C20 20 30 8 46 8s22 14 12 14-8-14 12-14 24 8 48 8" />
      </svg>
      <Heading level={level} class="cd-empty__title">
        {title}
      </Heading>
      {children && <div class="cd-empty__text">{children}</div>}
      {action && <div class="cd-empty__action">{action}</div>}
    </div>
  );
}
