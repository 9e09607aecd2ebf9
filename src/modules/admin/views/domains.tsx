import {
  AdminNav,
  Button,
  EmptyState,
  PageHeader,
  Pagination,
  PostButton,
  plural,
  Table,
  Time,
} from '../../../ui/index.ts';
import type { TrustedDomain } from '../../identity/index.ts';

const path = '/administration/domaines';

export interface DomainsProps {
  domains: readonly TrustedDomain[];
  total: number;
  page: number;
  pages: number;
}

export function Domains({ domains, total, page, pages }: DomainsProps) {
  return (
    <>
      <AdminNav current="/administration/inscriptions" />
      <PageHeader
        title="Domaines de messagerie reconnus"
        lead="Qui confirme une adresse d’un de ces domaines, et se dit de la structure indiquée, entre sans attendre de décision."
        meta={total > 0 && <span>{plural(total, 'domaine reconnu', 'domaines reconnus')}</span>}
      />
      {domains.length === 0 ? (
        <EmptyState
          title={total === 0 ? 'Aucun domaine reconnu' : 'Rien sur cette page'}
          action={
            total === 0 ? (
              <Button href="/administration/inscriptions">Voir les demandes d’inscription</Button>
            ) : (
              <Button href={path}>Voir tous les domaines</Button>
            )
          }
        >
          <p>Un domaine se reconnaît en acceptant la demande d’une personne dont l’adresse en vient.</p>
        </EmptyState>
      ) : (
        <>
          <p>
            Retirer un domaine ne fait sortir personne : les prochaines demandes attendront une décision. Un
            accès déjà donné se suspend depuis le <a href="/administration/comptes">compte</a> de la personne.
          </p>
          <Table
            id="domaines"
            caption="Domaines reconnus, par ordre alphabétique"
            captionHidden
            columns={[
              { label: 'Domaine' },
              { label: 'Collectivité ou organisme' },
              { label: 'Depuis le' },
              { label: 'Par' },
              { label: 'Actions' },
            ]}
            rows={domains.map(({ id, domain, body, since, by }) => [
              domain,
              body,
              <Time value={since} />,
              by ?? 'inconnu',
              <PostButton
                action={`${path}/${id}/retrait`}
                kind="danger"
                size="sm"
                context={`le domaine ${domain} (${body})`}
                confirm={`Ne plus reconnaître ${domain} pour ${body} ?`}
              >
                Retirer
              </PostButton>,
            ])}
          />
        </>
      )}
      <Pagination page={page} pages={pages} hrefOf={(n) => `${path}?page=${n}`} />
    </>
  );
}
