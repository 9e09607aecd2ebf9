import { ItemList, ListItem, Pagination } from '../../../ui/index.ts';
import type { Page } from '../listing.ts';
import { periodPhrase, placeOf } from '../period.ts';
import type { Selected } from '../select.ts';
import { milestoneKindLabels } from '../vocabulary.ts';
import { DoubtBadge, NatureBadge, StatusBadge, ToSettleBadge } from './labels.tsx';

/** The measures one by one, in the order of their titles. */
export function MeasuresView({
  page,
  today,
  hrefOf,
}: {
  page: Page<Selected>;
  today: string;
  hrefOf: (page: number) => string;
}) {
  return (
    <>
      <ItemList label="Mesures">
        {page.items.map(({ measure, verdict, milestones }) => {
          const next = milestones.find(
            ({ of }) => !of.cancelledAt && ['current', 'future'].includes(placeOf(of, today)),
          )?.of;
          return (
            <ListItem
              title={measure.title}
              href={`/agenda/${measure.slug}`}
              level={3}
              meta={
                <>
                  <NatureBadge nature={measure.nature} />
                  <StatusBadge status={measure.status} />
                  <ToSettleBadge verdict={verdict} />
                  <DoubtBadge confidence={measure.confidence} />
                  <span>{measure.theme.label}</span>
                  {next && (
                    <span>
                      {milestoneKindLabels[next.kind]} {periodPhrase(next)}
                    </span>
                  )}
                </>
              }
            >
              <p>{measure.summary}</p>
            </ListItem>
          );
        })}
      </ItemList>
      <Pagination page={page.page} pages={page.pages} hrefOf={hrefOf} label="Pages de mesures" />
    </>
  );
}
