import {
  AdminNav,
  Badge,
  type BadgeKind,
  EmptyState,
  KeyFigures,
  listHref,
  PageHeader,
  Pagination,
  Panel,
  PostButton,
  plural,
  Table,
  TagList,
  Time,
} from '../../../ui/index.ts';
import type { listMails, MailCondition } from '../queries.ts';

const path = '/administration/courriels';

const conditions = {
  queued: { label: 'En attente', many: 'en attente', kind: 'info' },
  delayed: { label: 'Retardé', many: 'retardés', kind: 'warning' },
  sent: { label: 'Envoyé', many: 'envoyés', kind: 'success' },
  uncertain: { label: 'Incertain', many: 'incertains', kind: 'warning' },
  failed: { label: 'Échec', many: 'en échec', kind: 'error' },
  cancelled: { label: 'Annulé', many: 'annulés', kind: 'neutral' },
} as const satisfies Record<MailCondition, { label: string; many: string; kind: BadgeKind }>;

export const mailConditionCodes = ['queued', 'delayed', 'uncertain', 'failed', 'sent', 'cancelled'] as const;

export interface MailsProps {
  mails: Awaited<ReturnType<typeof listMails>>;
  counts: Partial<Record<MailCondition, number>>;
  condition: MailCondition | '';
  page: number;
  pages: number;
}

export function Mails({ mails, counts, condition, page, pages }: MailsProps) {
  const hrefWith = (code: MailCondition | '', n = 1) => listHref(path, { etat: code, page: n });
  const delayed = counts.delayed ?? 0;
  return (
    <>
      <AdminNav current={path} />
      <PageHeader
        title="Courriels"
        lead="Ce qui part de l’instance. Un courriel retardé sera réessayé de lui-même, pendant quatre jours. Un courriel incertain était en train de partir lors d’un arrêt : il est peut-être arrivé, à vous de décider s’il faut le renvoyer."
      />
      <KeyFigures
        items={mailConditionCodes.map((code) => ({
          value: String(counts[code] ?? 0),
          label: `Courriels ${conditions[code].many}`,
        }))}
      />
      {delayed > 0 && (
        <Panel title="Ce qui retardait est réglé ?">
          <p>
            {plural(delayed, 'courriel retardé attend son tour', 'courriels retardés attendent leur tour')}.
            Si le réglage ou le serveur en cause est corrigé, ils peuvent repartir tout de suite.
          </p>
          <PostButton action={`${path}/essai`} kind="secondary">
            Réessayer maintenant
          </PostButton>
        </Panel>
      )}
      <TagList
        label="Filtrer par état"
        items={[
          { label: 'Tous', href: hrefWith(''), current: condition === '' },
          ...mailConditionCodes.map((code) => ({
            label: conditions[code].label,
            href: hrefWith(code),
            current: condition === code,
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
              <Badge kind={conditions[mail.condition].kind}>{conditions[mail.condition].label}</Badge>
              {mail.last_error && <span class="fr-hint-text">{mail.last_error}</span>}
              {mail.condition === 'delayed' && (
                <span class="fr-hint-text">
                  {mail.attempts > 1 ? `${mail.attempts} essais` : 'Un essai'} ; le prochain se fera tout
                  seul.
                </span>
              )}
            </>,
            <Time value={mail.created_at} withTime />,
            <MailAct mail={mail} />,
          ])}
        />
      )}
      <Pagination page={page} pages={pages} hrefOf={(n) => hrefWith(condition, n)} />
    </>
  );
}

/** What may be done with a mail: nothing when it has left, or is about to. */
function MailAct({ mail }: { mail: MailsProps['mails'][number] }) {
  const act = {
    failed: { label: 'Renvoyer', suffix: 'renvoi' },
    uncertain: { label: 'Renvoyer', suffix: 'renvoi' },
    delayed: { label: 'Réessayer', suffix: 'essai' },
    queued: null,
    sent: null,
    cancelled: null,
  }[mail.condition];
  if (!act) return null;
  return (
    <PostButton
      action={`${path}/${mail.id}/${act.suffix}`}
      kind="secondary"
      size="sm"
      context={`« ${mail.subject} » à ${mail.recipient}`}
    >
      {act.label}
    </PostButton>
  );
}
