import type { ComponentChildren } from 'preact';

export type HeadingLevel = 2 | 3 | 4;

const tags = { 2: 'h2', 3: 'h3', 4: 'h4' } as const;

/** A heading at the level its place in the page asks for. */
export function Heading({
  level,
  class: look,
  id,
  children,
}: {
  level: HeadingLevel;
  class?: string;
  id?: string;
  children: ComponentChildren;
}) {
  const Tag = tags[level];
  return (
    <Tag class={look} id={id}>
      {children}
    </Tag>
  );
}

export interface PageHeaderProps {
  title: string;
  /** A word above the title: the kind of page, a number. */
  eyebrow?: ComponentChildren;
  lead?: ComponentChildren;
  /** Facts under the title: badges, dates, counts. */
  meta?: ComponentChildren;
  actions?: ComponentChildren;
}

/** The head of a page: holds its only h1. */
export function PageHeader({ title, eyebrow, lead, meta, actions }: PageHeaderProps) {
  return (
    <div class="cd-page-header">
      {eyebrow && <p class="cd-eyebrow">{eyebrow}</p>}
      <h1>{title}</h1>
      {lead && <p class="cd-lead">{lead}</p>}
      {meta && <div class="cd-meta">{meta}</div>}
      {actions && <div class="cd-page-header__actions">{actions}</div>}
    </div>
  );
}

/** The first screen of the home page: one question on a deep ground; holds the only h1. */
export function Hero({
  title,
  eyebrow,
  lead,
  children,
}: {
  title: string;
  eyebrow?: string;
  lead?: ComponentChildren;
  children?: ComponentChildren;
}) {
  return (
    <div class="cd-hero">
      <svg class="cd-hero__rope" viewBox="0 0 640 420" aria-hidden="true" focusable="false">
        <path d="M-20 400C90 396 140 340 214 330S330 346 392 268 452 176 520 150 610 60 680 10" />
        <path d="M-20 400C90 396 140 340 214 330S330 346 392 268 452 176 520 150 610 60 680 10" />
        <circle cx="214" cy="330" r="7" />
        <circle cx="392" cy="268" r="7" />
        <circle cx="520" cy="150" r="7" />
      </svg>
      <div class="fr-container cd-hero__inside">
        {eyebrow && <p class="cd-eyebrow">{eyebrow}</p>}
        <h1>{title}</h1>
        {lead && <p class="cd-lead">{lead}</p>}
        {children}
      </div>
    </div>
  );
}
