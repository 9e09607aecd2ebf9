import type { ComponentChildren } from 'preact';
import { PageHeader, type PageHeaderProps, SubNav } from '../../../ui/index.ts';
import type { Charter } from '../charter.ts';

/** The pages of a charter: its head, and the way to the others. */
export function CharterFrame({
  charter,
  current,
  waiting = null,
  header,
  children,
}: {
  charter: Pick<Charter, 'slug' | 'title'>;
  /** Address of the page, to mark it. */
  current: string;
  /** How many signatures wait, for those who review them; null for others. */
  waiting?: number | null;
  header: PageHeaderProps;
  children: ComponentChildren;
}) {
  const base = `/chartes/${charter.slug}`;
  return (
    <>
      <PageHeader {...header} />
      <SubNav
        label={`Pages de la charte : ${charter.title}`}
        current={current}
        items={[
          { label: 'La charte', href: base },
          { label: 'Signataires', href: `${base}/signataires` },
          { label: 'Signer', href: `${base}/signer` },
          { label: 'Vérifier un reçu', href: '/chartes/verifier' },
          ...(waiting === null
            ? []
            : [
                { label: 'À relire', href: `${base}/relecture`, count: waiting },
                { label: 'Nouvelle version', href: `${base}/nouvelle-version` },
              ]),
        ]}
      />
      {children}
    </>
  );
}

/** A SHA-256, that one compares letter by letter. */
export function Hash({ value }: { value: string }) {
  return <code class="cd-hash">{value}</code>;
}
