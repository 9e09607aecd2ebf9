import type { ComponentChildren } from 'preact';
import { PostButton } from './button.tsx';
import { PageHeader } from './headings.tsx';

/** Where the link of a mail leads: what it does, and the button that does it, since opening a link changes nothing. */
export function MailStep({
  about,
  title,
  text,
  act,
  back,
  children,
}: {
  /** Title of what it is about. */
  about: string;
  title: string;
  text: string;
  act?: { label: string; action: string };
  back: { label: string; href: string };
  children?: ComponentChildren;
}) {
  return (
    <>
      <PageHeader eyebrow={about} title={title} lead={text} />
      {act && <PostButton action={act.action}>{act.label}</PostButton>}
      {children}
      <p>
        <a href={back.href}>{back.label}</a>
      </p>
    </>
  );
}
