import type { ComponentChildren } from 'preact';
import { Heading, type HeadingLevel } from './headings.tsx';

export interface CardProps {
  title: string;
  href: string;
  level?: HeadingLevel;
  /** A word above the title: number, kind. */
  eyebrow?: ComponentChildren;
  /** Badges or tags, above the title. */
  start?: ComponentChildren;
  /** Small facts at the foot: date, size, counts. */
  end?: ComponentChildren;
  image?: { src: string; alt: string; width: number; height: number };
  children?: ComponentChildren;
}

/** A thing one can open: the whole surface follows the title's link. */
export function Card({ title, href, level = 3, eyebrow, start, end, image, children }: CardProps) {
  return (
    <article class="fr-card fr-enlarge-link">
      <div class="fr-card__body">
        <div class="fr-card__content">
          <Heading level={level} class="fr-card__title">
            <a href={href}>{title}</a>
          </Heading>
          {children && <div class="fr-card__desc">{children}</div>}
          {(eyebrow || start) && (
            <div class="fr-card__start">
              {eyebrow && <p class="cd-eyebrow">{eyebrow}</p>}
              {start}
            </div>
          )}
          {end && <div class="fr-card__end fr-card__detail">{end}</div>}
        </div>
      </div>
      {image && (
        <div class="fr-card__header">
          <div class="fr-card__img">
            <img
              class="fr-responsive-img"
              src={image.src}
              alt={image.alt}
              width={image.width}
              height={image.height}
              loading="lazy"
            />
          </div>
        </div>
      )}
    </article>
  );
}

export interface ListItemProps {
  title: string;
  href: string;
  level?: HeadingLevel;
  meta?: ComponentChildren;
  children?: ComponentChildren;
}

/** One line of a list of things: lighter than a card, for long lists and search results. */
export function ListItem({ title, href, level = 3, meta, children }: ListItemProps) {
  return (
    <li class="cd-item">
      <Heading level={level} class="cd-item__title">
        <a href={href}>{title}</a>
      </Heading>
      {children && <div class="cd-item__text">{children}</div>}
      {meta && <div class="cd-meta">{meta}</div>}
    </li>
  );
}

/** Holds `ListItem`s. */
export function ItemList({ children, label }: { children: ComponentChildren; label?: string }) {
  return (
    <ul class="cd-items" aria-label={label}>
      {children}
    </ul>
  );
}

export interface FigureProps {
  src: string;
  /** Empty when the image adds nothing to the words. */
  alt: string;
  width: number;
  height: number;
  caption?: ComponentChildren;
}

export function Figure({ src, alt, width, height, caption }: FigureProps) {
  return (
    <figure class="fr-content-media cd-figure">
      <img class="fr-responsive-img" src={src} alt={alt} width={width} height={height} loading="lazy" />
      {caption && <figcaption class="fr-content-media__caption">{caption}</figcaption>}
    </figure>
  );
}
