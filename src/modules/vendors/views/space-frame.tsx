import type { ComponentChildren } from 'preact';
import { PageHeader, SubNav } from '../../../ui/index.ts';
import { spacePath, vendorPath } from '../addresses.ts';
import type { Vendor } from '../vendor.ts';
import { DemonstrationMark } from './marks.tsx';

/** The pages of a vendor's space. */
export function SpaceFrame({
  vendor,
  title,
  lead,
  current,
  actions,
  children,
}: {
  vendor: Vendor;
  title: string;
  lead?: ComponentChildren;
  /** Address of the page among those of the space. */
  current: string;
  actions?: ComponentChildren;
  children: ComponentChildren;
}) {
  const space = spacePath(vendor);
  return (
    <>
      <PageHeader
        eyebrow={vendor.name}
        title={title}
        lead={lead}
        actions={actions}
        meta={
          <>
            <DemonstrationMark {...vendor} />
            <a href={vendorPath(vendor)}>Votre page publique</a>
          </>
        }
      />
      <SubNav
        label="Votre espace"
        current={current}
        items={[
          { label: 'Produits', href: space },
          { label: 'Collectivités équipées', href: `${space}/collectivites` },
          { label: 'Fichiers', href: `${space}/fichiers` },
        ]}
      />
      {children}
    </>
  );
}
