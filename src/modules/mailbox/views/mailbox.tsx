import {
  Alert,
  Badge,
  DescriptionList,
  Details,
  EmptyState,
  PageHeader,
  Pagination,
  Table,
  Time,
} from '../../../ui/index.ts';
import { cutAtLinks } from '../links.ts';
import type { MailLine, MailRead } from '../queries.ts';

function Notice() {
  return (
    <Alert kind="info">
      <p>
        Aucun serveur de courriel n’est réglé : rien ne part. Cette page montre, sur cette machine seulement,
        ce qui aurait été envoyé.
      </p>
    </Alert>
  );
}

export function MailListPage({
  mails,
  page,
  pages,
}: {
  mails: readonly MailLine[];
  page: number;
  pages: number;
}) {
  return (
    <>
      <PageHeader title="Courriels" />
      <Notice />
      {mails.length === 0 ? (
        <EmptyState title="Aucun courriel">
          <p>
            {page > 1 ? (
              <>
                Cette page de la liste est vide : <a href="/courriels">revenir au début</a>.
              </>
            ) : (
              <>
                Demandez par exemple un <a href="/connexion">lien de connexion</a> : il apparaîtra ici en
                quelques secondes.
              </>
            )}
          </p>
        </EmptyState>
      ) : (
        <Table
          id="courriels"
          caption="Courriels, du plus récent au plus ancien"
          columns={[{ label: 'Objet' }, { label: 'Destinataire' }, { label: 'Écrit le' }]}
          rows={mails.map((mail) => [
            <a href={`/courriels/${mail.id}`}>{mail.subject || 'Courriel effacé'}</a>,
            mail.recipient,
            <Time value={mail.createdAt} withTime />,
          ])}
        />
      )}
      <Pagination page={page} pages={pages} hrefOf={(n) => `/courriels?page=${n}`} />
    </>
  );
}

export function MailPage({ mail, now }: { mail: MailRead; now: Date }) {
  const expired = mail.expiresAt !== null && mail.expiresAt < now;
  return (
    <>
      <PageHeader title={mail.subject || 'Courriel effacé'} />
      <Notice />
      <DescriptionList
        items={[
          { term: 'Destinataire', value: mail.recipient },
          { term: 'Écrit le', value: <Time value={mail.createdAt} withTime /> },
          { term: 'Validité', value: expired && <Badge kind="warning">Périmé</Badge> },
        ]}
      />
      <div class="cd-panel cd-verbatim">
        {cutAtLinks(mail.text).map((piece) =>
          piece.href ? <a href={piece.href}>{piece.text}</a> : piece.text,
        )}
      </div>
      {mail.invitation && (
        <Details summary="Invitation jointe : invitation.ics">
          <pre class="cd-verbatim">{mail.invitation}</pre>
        </Details>
      )}
    </>
  );
}
