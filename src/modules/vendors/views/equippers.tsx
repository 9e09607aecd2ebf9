import { Badge, formatDate, listHref, Section } from '../../../ui/index.ts';
import type { AuthoritySummary } from '../../territories/index.ts';
import { alikePath, vendorPath } from '../addresses.ts';
import type { Equipped } from '../equipment.ts';
import { DemonstrationMark } from './marks.tsx';

/** Which vendors tell that they equip an authority. */
export function Equippers({
  authority,
  equippers,
  mayContest,
}: {
  authority: AuthoritySummary;
  equippers: readonly Equipped[];
  mayContest: boolean;
}) {
  return (
    <Section id="editeurs" title="Logiciels et éditeurs">
      {equippers.length === 0 ? (
        <p>Aucun éditeur n’a dit ici l’équiper. Cela ne veut pas dire qu’elle n’en a pas.</p>
      ) : (
        <ul>
          {equippers.map((one) => (
            <li>
              <a href={vendorPath({ slug: one.vendor })}>{one.vendorName}</a>, {one.product}, depuis le{' '}
              {formatDate(one.from)} (déclaré par l’éditeur le {formatDate(one.toldAt)}){' '}
              <DemonstrationMark {...one} />
              {one.standing === 'contested' && <Badge kind="warning">Contesté par la collectivité</Badge>}
              {one.standing === 'told' && mayContest && (
                <>
                  {' '}
                  <a href={`${vendorPath({ slug: one.vendor })}/equipements/${one.id}/contestation`}>
                    Ce n’est pas notre éditeur<span class="fr-sr-only"> : {one.vendorName}</span>
                  </a>
                </>
              )}
            </li>
          ))}
        </ul>
      )}
      <p>
        <a href={listHref(alikePath, { collectivite: authority.id })}>
          Quels éditeurs équipent des collectivités comparables ?
        </a>
      </p>
    </Section>
  );
}
