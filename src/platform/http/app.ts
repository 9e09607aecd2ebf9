import type {
  FastifyBaseLogger,
  FastifyInstance,
  RawReplyDefaultExpression,
  RawRequestDefaultExpression,
  RawServerDefault,
} from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { ComponentChild } from 'preact';

/** The server as modules see it: routes typed by their schemas. */
export type App = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  FastifyBaseLogger,
  ZodTypeProvider
>;

/** What the layout needs to know of a page besides its body. */
export interface PageMeta {
  title: string;
  description?: string;
  /** Stable address of the page, when it can be reached by several. */
  canonical?: string;
  noindex?: boolean;
  breadcrumb?: { label: string; href?: string }[];
  /** The same content in other formats: `{ type: 'application/json', href }`. */
  alternates?: { type: string; href: string; title?: string }[];
  image?: string;
  wide?: boolean;
}

export interface EmbedMeta extends Pick<PageMeta, 'title' | 'canonical'> {
  /** With the small style sheet of lists rather than that of pages, and this one over it. */
  lean?: { theme: string | null };
}

/** `error`: the act was refused. */
export type NoticeKind = 'success' | 'error';

export type Body = ComponentChild;

declare module 'fastify' {
  interface FastifyReply {
    /** Answers a whole page: the body inside the layout, with what the layout knows of the visitor. */
    page(meta: PageMeta, body: Body): Promise<FastifyReply>;
    /** Answers a document that any site may frame. Its route must ask nothing of who reads it. */
    embed(meta: EmbedMeta, body: Body): Promise<FastifyReply>;
    /** Keeps a sentence to show at the top of the next page. */
    notice(text: string, kind?: NoticeKind): FastifyReply;
  }
}
