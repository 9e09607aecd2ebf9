import type { ComponentChildren } from 'preact';
import { Alert } from './components/messages.tsx';
import { Breadcrumb, type Crumb } from './components/navigation.tsx';
import { Footer } from './shell/footer.tsx';
import { Header } from './shell/header.tsx';

/** The signed-in person, as the header shows them. */
export interface Viewer {
  name: string;
  /** How many things are new in the person's space. */
  unread?: number;
  /** The programme team also gets the way to the administration. */
  isTeam: boolean;
}

/** A link of the main menu, or several folded under one name. */
export type MenuItem =
  | { label: string; href: string }
  | { label: string; items: readonly { label: string; href: string }[] };

export interface LayoutProps {
  title: string;
  description?: string;
  /** Absolute address of this page. */
  canonical?: string;
  robots?: 'noindex';
  feeds?: readonly { title: string; href: string }[];
  /** The same thing as data: JSON, CSV, iCalendar. */
  alternates?: readonly { type: string; href: string; title?: string }[];
  /** Absolute address of the illustration shown where the page is shared. */
  image?: string;
  assets: { css: readonly string[]; js: readonly string[]; icon?: string };
  brand: 'neutral' | 'etat';
  demo: boolean;
  viewer: Viewer | null;
  /** Path of this page, to mark it in the menus. */
  current: string;
  menu: readonly MenuItem[];
  breadcrumb?: readonly Crumb[];
  /** Above the page, whatever it is: what its reader must not forget. */
  reminder?: ComponentChildren;
  /** The answer to what the person just did. */
  notice?: { kind: 'success' | 'info' | 'error'; text: string };
  /** What the search box of the header holds, on the search page. */
  query?: string;
  /** The page draws its own full-width bands (`Hero`, `Section`) and containers. */
  wide?: boolean;
  children: ComponentChildren;
}

const siteName = 'Cordée';

/** A whole HTML document, from `<html>` on: whoever sends it writes `<!doctype html>` before. */
export function Layout(props: LayoutProps) {
  const { title, brand, assets, wide, children } = props;
  const fullTitle = title === siteName ? title : `${title} – ${siteName}`;
  return (
    <html lang="fr" data-brand={brand} data-fr-theme={brand === 'etat' ? 'light' : undefined}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{fullTitle}</title>
        {props.description && <meta name="description" content={props.description} />}
        {props.robots && <meta name="robots" content={props.robots} />}
        <meta name="color-scheme" content={brand === 'etat' ? 'light' : 'light dark'} />
        {props.canonical && <link rel="canonical" href={props.canonical} />}
        {assets.css.map((href) => (
          <link rel="stylesheet" href={href} />
        ))}
        {assets.js.map((src) => (
          <script type="module" src={src} />
        ))}
        {assets.icon && <link rel="icon" type="image/svg+xml" href={assets.icon} />}
        {props.feeds?.map((feed) => (
          <link rel="alternate" type="application/atom+xml" title={feed.title} href={feed.href} />
        ))}
        {props.alternates?.map((alternate) => (
          <link rel="alternate" type={alternate.type} title={alternate.title} href={alternate.href} />
        ))}
        <meta property="og:site_name" content={siteName} />
        <meta property="og:locale" content="fr_FR" />
        <meta property="og:type" content="website" />
        <meta property="og:title" content={title} />
        {props.description && <meta property="og:description" content={props.description} />}
        {props.canonical && <meta property="og:url" content={props.canonical} />}
        {props.image && <meta property="og:image" content={props.image} />}
      </head>
      <body>
        <div class="fr-skiplinks cd-skiplinks">
          <nav class="fr-container" aria-label="Accès rapide">
            <ul class="fr-skiplinks__list">
              <li>
                <a class="fr-link" href="#contenu">
                  Aller au contenu
                </a>
              </li>
              <li>
                <a class="fr-link" href="#pied">
                  Aller au pied de page
                </a>
              </li>
            </ul>
          </nav>
        </div>
        {props.demo && <DemoBanner />}
        {props.reminder}
        <Header
          brand={brand}
          viewer={props.viewer}
          current={props.current}
          above={props.breadcrumb?.flatMap(({ href }) => href ?? [])}
          menu={props.menu}
          query={props.query}
        />
        <main id="contenu" tabIndex={-1} class={wide ? 'cd-main cd-main--wide' : 'cd-main'}>
          {(props.breadcrumb || props.notice) && (
            <div class="fr-container cd-main__top">
              {props.breadcrumb && <Breadcrumb items={props.breadcrumb} />}
              {props.notice && (
                <Alert kind={props.notice.kind} live>
                  <p>{props.notice.text}</p>
                </Alert>
              )}
            </div>
          )}
          {wide ? children : <div class="fr-container">{children}</div>}
        </main>
        <Footer brand={brand} menu={props.menu} />
      </body>
    </html>
  );
}

/** A document to be framed by other sites: no menu, no script, no cookie; its links open the whole page. */
export function EmbedLayout({
  title,
  canonical,
  assets,
  brand,
  children,
}: Pick<LayoutProps, 'title' | 'canonical' | 'assets' | 'brand' | 'children'>) {
  return (
    <html lang="fr" data-brand={brand} data-fr-theme={brand === 'etat' ? 'light' : undefined}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{`${title} – ${siteName}`}</title>
        <meta name="robots" content="noindex" />
        <meta name="color-scheme" content={brand === 'etat' ? 'light' : 'light dark'} />
        <base target="_top" />
        {canonical && <link rel="canonical" href={canonical} />}
        {assets.css.map((href) => (
          <link rel="stylesheet" href={href} />
        ))}
      </head>
      <body class="cd-embed">
        {/* Named, since the page that frames it has a main part of its own. */}
        <main aria-label={title}>{children}</main>
      </body>
    </html>
  );
}

function DemoBanner() {
  return (
    <section class="fr-notice fr-notice--info cd-demo" aria-label="Démonstration">
      <div class="fr-container">
        <p>
          <strong>Instance de démonstration :</strong> les comptes et les messages sont fictifs.{' '}
          <a href="/demonstration">Prendre une place</a>
        </p>
      </div>
    </section>
  );
}
