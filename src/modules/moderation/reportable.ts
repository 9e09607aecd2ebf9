import type { FastifyRequest } from 'fastify';
import type { Db } from '../../platform/database/index.ts';
import type { Deps } from '../../platform/deps.ts';
import type { Hiding } from '../../platform/hidden-words.ts';
import type { Actor } from '../identity/index.ts';

/** Something that somebody reports or hides, as it is now. */
export interface ReportedThing {
  id: string;
  /** Whose copilots moderate; null when it stands outside the groups: the programme team alone does. */
  groupId: string | null;
  /** Null once the account is gone. */
  authorId: string | null;
  authorName: string;
  /** How it is called: of a message, the title of its thread. */
  label: string;
  /** What it says, as its author wrote it. */
  text: string;
  /** How many files it carries. */
  files: number;
  /** Where it is read. */
  href: string;
}

/** How pages and mails speak of a kind of thing: in French, in the masculine. */
export interface KindWords {
  /** Among things of all kinds: `Message`. */
  name: string;
  /** `le message`, `Ce message`, `Votre message`. */
  the: string;
  this: string;
  your: string;
  /** What its author did: `écrit`. */
  made: string;
  /** Where it stands, from its label: `dans « Quel format ? »`. */
  where(label: string): string;
  /** What hiding it does, for who is about to. */
  hiding: string;
  /** The same, for its author. */
  hidden: string;
  /** Who reads the reason, besides its author and who reported it; null for nobody. */
  readers: string | null;
}

/** What was published of a thing, by its title and its public page. */
export interface PublishedFrom {
  title: string;
  href: string;
}

/** A kind of thing that may be reported; another one is one object more in `kinds/index.ts`. */
export interface ReportableKind {
  /** As it is kept. */
  kind: string;
  /** In addresses: `/espace/moderation/messages/…`. */
  segment: string;
  words: KindWords;
  /** What it says is Markdown; otherwise plain text. */
  isMarkdown: boolean;
  /** The thing, as far as this person may read it, and may report or hide it; throws NotFound or Forbidden. */
  find(
    deps: Deps,
    request: FastifyRequest,
    id: string,
    act: 'report' | 'moderate',
  ): Promise<{ actor: Actor; thing: ReportedThing }>;
  /** The thing as it is now, whoever asks; null when it is gone or hidden. */
  peek(db: Db, id: string): Promise<ReportedThing | null>;
  /** Its place stays, its words are kept from all but its author and those who moderate. False when it is gone or hidden already. */
  hide(tx: Db, hiding: Hiding, id: string): Promise<boolean>;
  /** Where those who moderate still open it once it is hidden, when its words alone do not tell all. */
  whereHidden?(db: Db, id: string): Promise<string | null>;
  /** What was made of it and is published: hiding it leaves that in place. */
  publishedFrom?(db: Db, id: string): Promise<PublishedFrom[]>;
  /** Gives it back as it was; false when it is gone. */
  restore(tx: Db, id: string, now: Date): Promise<boolean>;
  /** Forgets for good what hidden ones said. */
  forget(tx: Db, ids: readonly string[]): Promise<void>;
}
