import { EmptyState, formatNumber, listHref, Pagination, SubNav } from '../../../ui/index.ts';
import { type StateCode, stateCodes, statePlurals } from '../content.ts';
import type { DecisionList as List } from '../queries.ts';
import { DecisionList } from './labels.tsx';

const codes = Object.entries(stateCodes);

/** The register of a group, filtered by state, page after page. */
export function Register({
  list,
  base,
  state,
  audience,
}: {
  list: List;
  /** Address of the register. */
  base: string;
  state: StateCode | undefined;
  audience: 'public' | 'members';
}) {
  const total = Object.values(list.counts).reduce((sum, count) => sum + count, 0);
  if (total === 0) {
    return (
      <EmptyState title="Aucune décision pour l’instant">
        <p>
          {audience === 'public'
            ? 'Ce que ce groupe décidera et rendra public se lira ici.'
            : 'Les copilotes proposent une décision, pour avis ou par un vote, ou consignent celle qui vient d’être prise.'}
        </p>
      </EmptyState>
    );
  }
  return (
    <>
      <SubNav
        label="Décisions par état"
        current={listHref(base, { etat: state })}
        items={[
          { label: 'Toutes', href: base, count: total },
          ...codes.flatMap(([code, one]) => {
            const count = list.counts[one];
            return count ? [{ label: statePlurals[one], href: listHref(base, { etat: code }), count }] : [];
          }),
        ]}
      />
      {list.items.length === 0 ? (
        <EmptyState title="Aucune décision dans cet état">
          <p>
            <a href={base}>Voir les {formatNumber(total)} décisions</a>
          </p>
        </EmptyState>
      ) : (
        <DecisionList decisions={list.items} base={base} label="Décisions" audience={audience} />
      )}
      <Pagination
        page={list.page}
        pages={list.pages}
        hrefOf={(page) => listHref(base, { etat: state, page })}
        label="Pages des décisions"
      />
    </>
  );
}
