import { pageCount } from '../../../platform/http/index.ts';
import { Button, EmptyState, Pagination, Section } from '../../../ui/index.ts';
import { calendarsPath, listHrefOf } from '../addresses.ts';
import { type MeetingLine, pastPerPage } from '../listing.ts';
import { MeetingList } from './meeting-list.tsx';

/** The meetings of a group: to come, and past. */
export function ListPage({
  slug,
  toCome,
  past,
  total,
  page,
  mayCall,
  now,
}: {
  slug: string;
  toCome: readonly MeetingLine[];
  past: readonly MeetingLine[];
  /** Of those that are past. */
  total: number;
  page: number;
  mayCall: boolean;
  now: Date;
}) {
  if (toCome.length === 0 && total === 0) {
    return (
      <EmptyState
        title="Aucune réunion pour l’instant"
        action={
          mayCall && <Button href={`${listHrefOf(slug)}/nouvelle`}>Convoquer la première réunion</Button>
        }
      >
        <p>
          {mayCall
            ? 'Une date, un lieu ou un lien, un ordre du jour : les personnes invitées reçoivent la convocation et leur agenda est à jour.'
            : 'Les copilotes du groupe convoquent les réunions : vous en serez averti.'}
        </p>
      </EmptyState>
    );
  }
  return (
    <>
      {page === 1 && (
        <Section title="À venir" id="a-venir">
          {toCome.length === 0 ? (
            <p>Aucune réunion n’est prévue.</p>
          ) : (
            <MeetingList meetings={toCome} label="Réunions à venir" now={now} />
          )}
          <p>
            <a href={calendarsPath}>Retrouver les réunions dans votre agenda</a>
          </p>
        </Section>
      )}
      {total > 0 && (
        <Section title="Passées" id="passees">
          <MeetingList meetings={past} label="Réunions passées" now={now} />
          <Pagination
            page={page}
            pages={pageCount(total, pastPerPage)}
            hrefOf={(n) => `${listHrefOf(slug)}?page=${n}#passees`}
            label="Pages de réunions passées"
          />
        </Section>
      )}
    </>
  );
}
