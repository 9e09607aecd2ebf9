import {
  AdminNav,
  Badge,
  type BadgeKind,
  EmptyState,
  KeyFigures,
  PageHeader,
  Pagination,
  PostButton,
  Table,
  TagList,
  Time,
} from '../../../ui/index.ts';
import type { listMails } from '../queries.ts';

const path = '/administration/courriels';

export const mailStates = {
  queued: { label: 'En attente', many: 'en attente', kind: 'info' },
  sent: { label: 'Envoyé', many: 'envoyés', kind: 'success' },
  uncertain: { label: 'Incertain', many: 'incertains', kind: 'warning' },
  failed: { label: 'Échec', many: 'en échec', kind: 'error' },
  cancelled: { label: 'Annulé', many: 'annulés', kind: 'neutral' },
} as const satisfies Record<string, { label: string; many: string; kind: BadgeKind }>;

export type MailStateCode = keyof typeof mailStates;

export const mailStateCodes = ['queued', 'uncertain', 'failed', 'sent', 'cancelled'] as const;

export interface MailsProps {
  mails: Awaited<ReturnType<typeof listMails>>;
  counts: Partial<Record<MailStateCode, number>>;
  state: MailStateCode | '';
  page: number;
  pages: number;
}

export function Mails({ mails, counts, state, page, pages }: MailsProps) {
  const hrefWith = (code: MailStateCode | '', n = 1) => {
    const query = new URLSearchParams();
    if (code !== '') query.set('etat', code);
    if (n > 1) query.set('page', String(n));
    return query.size === 0 ? path : `${path}?${query}`;
  };
  return (
    <>
      <AdminNav current={path} />
      <PageHeader
        title="Courriels"
        lead="Ce qui part de l’instance. Un courriel incertain était en train de partir lors d’un arrêt : il est peut-être arrivé, à vous de décider s’il faut le renvoyer."
      />
      <KeyFigures
        items={mailStateCodes.map((code) => ({
          value: String(counts[code] ?? 0),
          label: `Courriels ${mailStates[code].many}`,
        }))}
      />
      <TagList
        label="Filtrer par état"
        items={[
          { label: 'Tous', href: hrefWith(''), current: state === '' },
          ...mailStateCodes.map((code) => ({
            label: mailStates[code].label,
            href: hrefWith(code),
            current: state === code,
          })),
        ]}
      />
      {mails.length === 0 ? (
        <EmptyState title="Aucun courriel ici">
          <p>Les courriels de connexion, d’inscription et de suivi paraîtront dans cette liste.</p>
        </EmptyState>
      ) : (
        <Table
          id="courriels"
          caption="Courriels, du plus récent au plus ancien"
          captionHidden
          columns={[
            { label: 'Objet' },
            { label: 'À' },
            { label: 'État' },
            { label: 'Écrit le' },
            { label: 'Actions' },
          ]}
          rows={mails.map((mail) => [
            mail.subject || 'Courriel effacé',
            mail.recipient,
            <>
              <Badge kind={mailStates[mail.state].kind}>{mailStates[mail.state].label}</Badge>
              {mail.last_error && <span class="fr-hint-text">{mail.last_error}</span>}
            </>,
            <Time value={mail.created_at} withTime />,
            (mail.state === 'failed' || mail.state === 'uncertain') && (
              <PostButton
                action={`${path}/${mail.id}/renvoi`}
                kind="secondary"
                size="sm"
                context={`« ${mail.subject} » à ${mail.recipient}`}
              >
                Renvoyer
              </PostButton>
            ),
          ])}
        />
      )}
      <Pagination page={page} pages={pages} hrefOf={(n) => hrefWith(state, n)} />
    </>
  );
}
