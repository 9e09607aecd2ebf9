import type { RegistrationState } from '../../../platform/database/index.ts';
import { type FormState, typedText } from '../../../platform/http/index.ts';
import {
  AdminNav,
  Alert,
  Badge,
  type BadgeKind,
  Button,
  DescriptionList,
  EmptyState,
  ErrorSummary,
  Form,
  formatNumber,
  HiddenFields,
  ItemList,
  ListItem,
  PageHeader,
  Pagination,
  Panel,
  plural,
  ReasonField,
  Section,
  Time,
} from '../../../ui/index.ts';
import { type Departure, qualityLabels } from '../../identity/index.ts';
import type { KnownBody, RegistrationCard, RegistrationDetail } from '../registration-queries.ts';
import { departureWords, stateLabels } from '../schemas.ts';

const stateKinds: Record<RegistrationState, BadgeKind> = {
  unconfirmed: 'neutral',
  waiting: 'info',
  accepted: 'success',
  refused: 'error',
};

export function ReviewListPage(props: {
  registrations: readonly RegistrationCard[];
  /** By address, those that were kept out before. */
  departures: ReadonlyMap<string, Departure>;
  waiting: number;
  page: number;
  pages: number;
  /** Copilots come here without seeing the rest of the administration. */
  team: boolean;
}) {
  const { registrations, departures, waiting, page, pages, team } = props;
  return (
    <>
      {team && <AdminNav current="/administration/inscriptions" />}
      <PageHeader
        title="Demandes d’inscription"
        lead={
          waiting === 0
            ? 'Aucune demande n’attend de décision.'
            : `${plural(waiting, 'demande attend', 'demandes attendent')} une décision.`
        }
        meta={team && <a href="/administration/domaines">Domaines de messagerie reconnus</a>}
      />
      {registrations.length === 0 ? (
        <EmptyState title="Aucune demande">
          <p>Les demandes apparaissent ici dès que la personne a confirmé son adresse.</p>
        </EmptyState>
      ) : (
        <ItemList label="Demandes">
          {registrations.map((registration) => (
            <ListItem
              title={registration.name}
              href={`/administration/inscriptions/${registration.id}`}
              level={2}
              meta={
                <>
                  <Badge kind={stateKinds[registration.state]}>{stateLabels[registration.state]}</Badge>
                  {departures.has(registration.email) && <Badge kind="warning">Déjà exclue</Badge>}
                  {registration.submittedAt && (
                    <span>
                      reçue le <Time value={registration.submittedAt} />
                    </span>
                  )}
                  {registration.decidedAt && (
                    <span>
                      décidée le <Time value={registration.decidedAt} />
                    </span>
                  )}
                </>
              }
            >
              <p>
                {[
                  registration.affiliation,
                  registration.functionTitle,
                  registration.quality && qualityLabels[registration.quality],
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </p>
              {registration.groups.length > 0 && (
                <p>Groupes demandés : {registration.groups.map(({ title }) => title).join(', ')}</p>
              )}
            </ListItem>
          ))}
        </ItemList>
      )}
      <Pagination page={page} pages={pages} hrefOf={(n) => `/administration/inscriptions?page=${n}`} />
    </>
  );
}

/** What is known of a mail domain. */
interface DomainFacts {
  domain: string;
  /** Why it can never be trusted; null when it may be. */
  never: string | null;
  trusted: boolean;
}

export interface ReviewPageProps {
  registration: RegistrationDetail;
  known: KnownBody;
  /** When the address was kept out before. */
  departure?: Departure;
  /** Titles of the groups that the person may not come back into by themselves. */
  removedFrom: readonly string[];
  domain: DomainFacts;
  /** The whole address is for the programme team; copilots see its domain. */
  showEmail: boolean;
  form: FormState;
}

export function ReviewPage(props: ReviewPageProps) {
  const { registration, known, departure, removedFrom, domain, showEmail, form } = props;
  const { state } = registration;
  return (
    <>
      <ErrorSummary errors={form.errors} />
      <PageHeader
        eyebrow="Demande d’inscription"
        title={registration.name}
        meta={
          <>
            <Badge kind={stateKinds[state]}>{stateLabels[state]}</Badge>
            {registration.submittedAt && (
              <span>
                reçue le <Time value={registration.submittedAt} withTime />
              </span>
            )}
          </>
        }
      />
      {registration.decidedAt && <PastDecision registration={registration} />}
      {departure && (
        <Alert kind="warning" title="Adresse déjà exclue">
          <p>
            Attention : {departureWords(departure)}. La demande ne peut donc pas passer d’elle-même.
            {removedFrom.length > 0 &&
              ` Acceptée, la personne n’entrera pas dans ${removedFrom.map((title) => `« ${title} »`).join(', ')} tant qu’un copilote ou l’équipe du programme ne lui permet pas d’y revenir.`}
          </p>
        </Alert>
      )}
      <Section title="Ce que la personne dit d’elle" id="personne">
        <DescriptionList
          items={[
            { term: 'Qualité', value: registration.quality && qualityLabels[registration.quality] },
            { term: 'Collectivité ou organisme', value: registration.affiliation },
            { term: 'Fonction', value: registration.functionTitle },
            { term: 'Adresse électronique', value: showEmail && registration.email },
            {
              term: 'Groupes demandés',
              value: registration.groups.map(({ title }) => title).join(', ') || 'Aucun',
            },
          ]}
        />
      </Section>
      <Section title="Ce que nous savons" id="faits">
        <Facts registration={registration} known={known} domain={domain} />
      </Section>
      {state !== 'accepted' && <DecisionForm registration={registration} domain={domain} form={form} />}
    </>
  );
}

function PastDecision({ registration }: { registration: RegistrationDetail }) {
  const accepted = registration.state === 'accepted';
  return (
    <Alert kind={accepted ? 'success' : 'warning'} title={accepted ? 'Demande acceptée' : 'Demande refusée'}>
      <p>
        {registration.decidedBy
          ? `Décision de ${registration.decidedBy}`
          : 'Acceptée d’elle-même : le domaine de l’adresse est reconnu'}
        {registration.decidedAt && (
          <>
            , le <Time value={registration.decidedAt} withTime />
          </>
        )}
        .
      </p>
      {registration.reason && <blockquote class="cd-verbatim">{registration.reason}</blockquote>}
    </Alert>
  );
}

function Facts({
  registration,
  known: { authority, colleagues, colleagueCount },
  domain,
}: Pick<ReviewPageProps, 'registration' | 'known' | 'domain'>) {
  const body = registration.authorityId ?? registration.organisation;
  return (
    <>
      <DescriptionList
        items={[
          {
            term: 'Population',
            value: authority?.population != null && `${formatNumber(authority.population)} habitants`,
          },
          { term: 'Département', value: authority?.department },
          { term: 'Intercommunalité', value: authority?.epci },
          { term: 'Code INSEE ou SIREN', value: authority?.code },
          { term: 'Domaine de l’adresse', value: domain.domain },
          { term: 'Ce domaine', value: domainWords(domain, body !== null) },
        ]}
      />
      {!body && (
        <p>
          « {registration.affiliation} » ne figure ni dans les collectivités ni dans les organismes connus.
        </p>
      )}
      {body && colleagueCount === 0 && (
        <p>Personne d’autre n’est encore inscrit au nom de cette structure.</p>
      )}
      {colleagueCount > 0 && (
        <Panel title={`Déjà inscrits au nom de cette structure (${formatNumber(colleagueCount)})`} level={3}>
          <ul>
            {colleagues.map(({ name, functionTitle }) => (
              <li>
                {name}
                {functionTitle && `, ${functionTitle}`}
              </li>
            ))}
          </ul>
          {colleagueCount > colleagues.length && (
            <p>Et {plural(colleagueCount - colleagues.length, 'autre personne', 'autres personnes')}.</p>
          )}
        </Panel>
      )}
    </>
  );
}

function domainWords({ never, trusted }: DomainFacts, hasBody: boolean): string {
  if (never) return `Jamais reconnu. ${never}`;
  if (trusted) return 'Reconnu pour cette structure';
  return hasBody
    ? 'Pas encore reconnu pour cette structure'
    : 'Ne peut être reconnu pour une structure inconnue';
}

function DecisionForm({
  registration,
  domain,
  form,
}: Pick<ReviewPageProps, 'registration' | 'domain' | 'form'>) {
  const refused = registration.state === 'refused';
  const seen = { etat: registration.state, version: String(registration.version) };
  const mayTrust =
    !domain.never && !domain.trusted && (registration.authorityId ?? registration.organisation) !== null;
  return (
    <Section
      title={refused ? 'Revenir sur le refus' : 'Votre décision'}
      id="decision-titre"
      intro="La personne en est avertie par courriel. Acceptée, elle entre dans les groupes demandés et peut rejoindre les autres."
    >
      <Section title="Accepter" level={3} id="accepter">
        <Form formKey={form.key} action={`/administration/inscriptions/${registration.id}`}>
          <HiddenFields fields={{ ...seen, domaine: domain.domain }} />
          <div class="cd-submit" id="decision">
            <Button name="decision" value="accepter">
              Accepter
            </Button>
            {mayTrust && (
              <Button name="decision" value="accepter-domaine" kind="secondary">
                Accepter et reconnaître {domain.domain}
              </Button>
            )}
          </div>
          {mayTrust && (
            <p class="fr-hint-text">
              Reconnaître le domaine : les prochaines personnes de {registration.affiliation} qui confirment
              une adresse en @{domain.domain} entreront sans attendre.
            </p>
          )}
        </Form>
      </Section>
      {!refused && (
        <Section title="Refuser" level={3} id="refuser">
          <Form formKey={form.key} action={`/administration/inscriptions/${registration.id}`}>
            <HiddenFields fields={seen} />
            <ReasonField
              label="Motif du refus"
              value={typedText(form.values, 'motif')}
              error={form.errors.motif}
            />
            <Button name="decision" value="refuser" kind="danger">
              Refuser
            </Button>
          </Form>
        </Section>
      )}
    </Section>
  );
}
