import type { Side } from '../../../platform/database/index.ts';
import { pageCount } from '../../../platform/http/index.ts';
import {
  Alert,
  Badge,
  type BadgeKind,
  Button,
  ButtonGroup,
  capitalised,
  DescriptionList,
  EmptyState,
  FieldChanges,
  ItemList,
  ListItem,
  PageHeader,
  Pagination,
  PostButton,
  Section,
  Time,
} from '../../../ui/index.ts';
import type { Given } from '../keys/actions.ts';
import { askedWords, type Preview } from '../keys/acts.ts';
import { settledPerPage } from '../keys/paging.ts';
import type { KeyRequest } from '../keys/queries.ts';
import { otherSide, sideNames } from '../keys/sides.ts';

/** Said once a key was given: what comes next. */
export function givenWords({ awaits }: Extract<Given, { done: false }>): string {
  return `Votre clé est donnée. Rien n’est encore fait : la clé du ${sideNames[awaits]} est attendue.`;
}

/** `Publier le livrable « Guide »` */
const titleOf = (request: KeyRequest) => capitalised(askedWords(request));

/** What waits for its second key, where the thing is; nothing when nothing does. */
export function AwaitingKeys({
  requests,
  slug,
  side,
}: {
  requests: readonly KeyRequest[];
  /** Of the group. */
  slug: string;
  /** Whose key the reader holds. */
  side: Side | null;
}) {
  return (
    <>
      {requests.map((request) => {
        const isTheirs = side !== null && side !== request.side;
        return (
          <Alert
            kind={isTheirs ? 'warning' : 'info'}
            title={
              isTheirs ? 'Votre clé est attendue' : `Clé attendue du ${sideNames[otherSide(request.side)]}`
            }
          >
            <p>
              {titleOf(request)} : demandé par {request.askedBy.name}, {sideNames[request.side]}, le{' '}
              <Time value={request.askedAt} />.
            </p>
            <p>
              <a href={`/espace/groupes/${slug}/cles/${request.id}`}>
                {isTheirs ? 'Voir ce qui changera, et répondre' : 'Voir la demande'}
                <span class="fr-sr-only"> : {askedWords(request)}</span>
              </a>
            </p>
          </Alert>
        );
      })}
    </>
  );
}

const stateWords: Readonly<Record<KeyRequest['state'], { label: string; kind: BadgeKind }>> = {
  awaiting: { label: 'Clé attendue', kind: 'info' },
  turned: { label: 'Fait à deux clés', kind: 'success' },
  refused: { label: 'Refusé', kind: 'error' },
  withdrawn: { label: 'Clé reprise', kind: 'neutral' },
  void: { label: 'Caduc', kind: 'warning' },
  expired: { label: 'Expiré', kind: 'warning' },
};

function KeyList({
  requests,
  slug,
  label,
}: {
  requests: readonly KeyRequest[];
  slug: string;
  label: string;
}) {
  return (
    <ItemList label={label}>
      {requests.map((request) => (
        <ListItem
          title={titleOf(request)}
          href={`/espace/groupes/${slug}/cles/${request.id}`}
          meta={
            <>
              <Badge kind={stateWords[request.state].kind}>{stateWords[request.state].label}</Badge>
              <span>
                demandé par {request.askedBy.name}, {sideNames[request.side]}, le{' '}
                <Time value={request.askedAt} />
              </span>
              {request.settledAt && (
                <span>
                  {request.settledBy ? `répondu par ${request.settledBy} le ` : 'terminé le '}
                  <Time value={request.settledAt} />
                </span>
              )}
            </>
          }
        >
          {request.reason && <p>{request.reason}</p>}
        </ListItem>
      ))}
    </ItemList>
  );
}

/** What waits for a key in a group, and what came of the others. */
export function KeysPage({
  slug,
  sides,
  awaiting,
  settled,
  total,
  page,
}: {
  slug: string;
  sides: readonly Side[];
  awaiting: readonly KeyRequest[];
  settled: readonly KeyRequest[];
  total: number;
  page: number;
}) {
  return (
    <>
      <SidesAlert sides={sides} />
      <Section title="En attente" id="attente">
        {awaiting.length > 0 ? (
          <KeyList requests={awaiting} slug={slug} label="Clés attendues" />
        ) : (
          <EmptyState title="Aucune clé n’est attendue" level={3}>
            <p>
              Publier un livrable ou sa nouvelle version, changer l’objectif du groupe, le mettre en pause, le
              faire reprendre ou le clore : la demande d’un côté attend ici la clé de l’autre.
            </p>
          </EmptyState>
        )}
      </Section>
      {total > 0 && (
        <Section title="Déjà répondu" id="repondu">
          <KeyList requests={settled} slug={slug} label="Demandes qui n’attendent plus" />
          <Pagination
            page={page}
            pages={pageCount(total, settledPerPage)}
            hrefOf={(n) => `/espace/groupes/${slug}/cles?page=${n}`}
            label="Pages des demandes"
          />
        </Section>
      )}
    </>
  );
}

/** Where one side only has copilots, that is told. */
function SidesAlert({ sides }: { sides: readonly Side[] }) {
  const [only, other] = sides;
  if (only === undefined || other !== undefined) return null;
  return (
    <Alert kind="info">
      <p>{oneSideWords(only)}</p>
    </Alert>
  );
}

/** Told to everybody of a group that one side alone co-pilots. */
export function oneSideWords(side: Side): string {
  return side === 'etat'
    ? 'Ce groupe n’a de copilotes que du côté de l’État : ses décisions se prennent avec une seule clé.'
    : 'Ce groupe n’a de copilotes que du côté des collectivités : ses décisions se prennent avec une seule clé.';
}

/** One request: what it would change, and what its reader may do. */
export function KeyPage({
  group,
  request,
  preview,
  may,
  formKey,
}: {
  group: { slug: string; title: string };
  request: KeyRequest;
  /** Null when the thing is gone. */
  preview: Preview | null;
  may: { turn: boolean; withdraw: boolean };
  formKey: string;
}) {
  const here = `/espace/groupes/${group.slug}/cles/${request.id}`;
  const waits = request.state === 'awaiting';
  return (
    <>
      <PageHeader
        eyebrow={group.title}
        title={titleOf(request)}
        meta={<Badge kind={stateWords[request.state].kind}>{stateWords[request.state].label}</Badge>}
      />
      <DescriptionList
        items={[
          { term: 'Première clé', value: `${request.askedBy.name}, ${sideNames[request.side]}` },
          { term: 'Demandé le', value: <Time value={request.askedAt} withTime /> },
          {
            term: 'Seconde clé',
            value: waits
              ? `attendue du ${sideNames[otherSide(request.side)]}`
              : (request.settledBy ?? 'personne'),
          },
          {
            term: waits ? 'Expire le' : 'Terminé le',
            value: <Time value={request.settledAt ?? request.expiresAt} />,
          },
          { term: request.state === 'refused' ? 'Motif du refus' : 'Pourquoi', value: request.reason },
        ]}
      />
      {waits && preview && (
        <Section title="Ce qui changera" id="changements">
          <FieldChanges changes={preview.changes} none="Rien ne change." />
          {preview.reason && (
            <Section title="Raison, qui sera publique" level={3}>
              <p class="cd-verbatim">{preview.reason}</p>
            </Section>
          )}
          <p>
            <a href={preview.href}>Voir la page concernée</a>
          </p>
        </Section>
      )}
      <ButtonGroup>
        {waits && may.turn && (
          <>
            <PostButton action={`${here}/tour`} fields={{ cle: formKey }}>
              Tourner ma clé
            </PostButton>
            <Button href={`${here}/refus`} kind="secondary">
              Refuser
            </Button>
          </>
        )}
        {waits && may.withdraw && (
          <PostButton action={`${here}/retrait`} kind="secondary">
            Reprendre la clé de notre côté
          </PostButton>
        )}
        <Button href={`/espace/groupes/${group.slug}/cles`} kind="tertiary">
          Toutes les clés du groupe
        </Button>
      </ButtonGroup>
    </>
  );
}
