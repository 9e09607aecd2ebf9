import {
  AdminNav,
  Button,
  ButtonGroup,
  EmptyState,
  KeyFigures,
  PageHeader,
  Section,
} from '../../../ui/index.ts';
import { EventList, type JournalEvent } from './journal.tsx';

export interface DashboardProps {
  counts: {
    registrations: number;
    addresses: number;
    drafts: number;
    accounts: number;
    mailTroubles: number;
  };
  /** Proposed by one person, to be confirmed by another. */
  suspensions: readonly { accountId: string; name: string }[];
  events: readonly JournalEvent[];
}

export function Dashboard({ counts, suspensions, events }: DashboardProps) {
  return (
    <>
      <AdminNav current="/administration" />
      <PageHeader title="Administration" />
      <KeyFigures
        items={[
          {
            value: String(counts.registrations),
            label: 'Inscriptions à examiner',
            href: '/administration/inscriptions',
          },
          ...(counts.addresses > 0
            ? [
                {
                  value: String(counts.addresses),
                  label: 'Adresses à vérifier',
                  href: '/administration/comptes?etat=address',
                },
              ]
            : []),
          {
            value: String(counts.drafts),
            label: 'Brouillons de pages',
            href: '/administration/pages?etat=brouillon',
          },
          { value: String(counts.accounts), label: 'Comptes actifs', href: '/administration/comptes' },
          {
            value: String(counts.mailTroubles),
            label: 'Courriels en échec, incertains ou retardés',
            href: '/administration/courriels',
          },
        ]}
      />
      {suspensions.length > 0 && (
        <Section id="suspensions" title="Suspensions à confirmer">
          <ul>
            {suspensions.map(({ accountId, name }) => (
              <li>
                <a href={`/administration/comptes/${accountId}`}>{name}</a>
              </li>
            ))}
          </ul>
        </Section>
      )}
      <Section id="creer" title="Créer">
        <ButtonGroup>
          <Button href="/administration/pages/nouvelle?type=actualite" kind="secondary">
            Écrire une actualité
          </Button>
          <Button href="/administration/pages/nouvelle" kind="secondary">
            Créer une page
          </Button>
          <Button href="/administration/groupes/nouveau" kind="secondary">
            Proposer un groupe projet
          </Button>
          <Button href="/administration/organismes/nouveau" kind="secondary">
            Ajouter un organisme
          </Button>
          <Button href="/administration/livrables/nouveau" kind="secondary">
            Ajouter un livrable commun
          </Button>
        </ButtonGroup>
      </Section>
      <Section id="tenir" title="Tenir à jour">
        <ul>
          <li>
            <a href="/groupes">Les groupes projets</a> : la page de chacun mène à sa présentation, à son état
            et à son espace.
          </li>
          <li>
            <a href="/organismes">Les organismes</a> qui portent le programme et copilotent ses groupes.
          </li>
          <li>
            <a href="/administration/publics">Les publics visés</a> par les mesures : essayer une règle,
            écrire les questions posées aux collectivités.
          </li>
          <li>
            <a href="/administration/taxonomie">La taxonomie</a> des catalogues, et les synonymes de la
            recherche.
          </li>
          <li>
            <a href="/administration/livrables">Les livrables communs</a> à tout le programme.
          </li>
        </ul>
      </Section>
      <Section
        id="journal"
        title="Dernières actions"
        more={{ label: 'Tout le journal', href: '/administration/journal' }}
      >
        {events.length === 0 ? (
          <EmptyState title="Rien n’a encore été fait" level={3}>
            <p>Les actions de l’équipe et des copilotes paraîtront ici.</p>
          </EmptyState>
        ) : (
          <EventList events={events} />
        )}
      </Section>
    </>
  );
}
