import type { ComponentChildren } from 'preact';
import type { ProposalState } from '../../../platform/database/index.ts';
import {
  Alert,
  Badge,
  type BadgeKind,
  Button,
  ButtonGroup,
  EmptyState,
  FieldChanges,
  ItemList,
  ListItem,
  PageHeader,
  PostButton,
  Section,
  Time,
  TwoTexts,
} from '../../../ui/index.ts';
import type { Proposal, Review } from '../proposal-queries.ts';

const stateWords: Readonly<Record<ProposalState, readonly [string, BadgeKind]>> = {
  waiting: ['En attente', 'info'],
  accepted: ['Publiée', 'success'],
  refused: ['Non retenue', 'neutral'],
  withdrawn: ['Retirée', 'neutral'],
};

function StateBadge({ state }: { state: ProposalState }) {
  const [label, kind] = stateWords[state];
  return <Badge kind={kind}>{label}</Badge>;
}

export const authorWords = ({ author }: Pick<Proposal, 'author'>): string =>
  author ? [author.name, author.body].filter(Boolean).join(', ') : 'Compte supprimé';

/** What to know before deciding: the measure moved, here and there at the same place. */
export function ReviewWarnings({ review }: { review: Review }) {
  if (!review.moved) return null;
  return (
    <Alert kind="warning" title="La mesure a changé depuis cette proposition">
      <p>
        {review.conflicts.length === 0
          ? 'Les changements ne se touchent pas : la proposition s’ajoute à ce qui a été fait depuis.'
          : 'Les deux ont changé les mêmes champs. Si vous publiez tel quel, c’est le texte proposé qui reste.'}
      </p>
      {review.conflicts.map(({ name, theirs, proposed }) => (
        <TwoTexts
          field={name}
          texts={[
            { label: 'Aujourd’hui', text: theirs },
            { label: 'Proposé', text: proposed },
          ]}
        />
      ))}
    </Alert>
  );
}

export function ProposalPage({
  proposal,
  review,
  here,
  reviews,
  own,
}: {
  proposal: Proposal;
  review: Review;
  here: string;
  /** For those who decide. */
  reviews: boolean;
  /** For whoever wrote it. */
  own: boolean;
}) {
  const waiting = proposal.state === 'waiting';
  return (
    <>
      <PageHeader
        eyebrow={proposal.measureId === null ? 'Mesure manquante' : 'Correction'}
        title={proposal.content.title}
        meta={
          <>
            <StateBadge state={proposal.state} />
            <span>{authorWords(proposal)}</span>
            <Time value={proposal.at} />
          </>
        }
      />
      <Section title="Pourquoi" id="pourquoi">
        <p class="cd-verbatim">{proposal.comment}</p>
      </Section>
      {proposal.decisionReason && (
        <Section title="Réponse" id="reponse">
          <p class="cd-verbatim">{proposal.decisionReason}</p>
        </Section>
      )}
      {waiting && <ReviewWarnings review={review} />}
      {waiting && (
        <Section title="Ce qui changerait" id="changements">
          <FieldChanges
            changes={review.changes}
            none="Rien ne diffère de la mesure telle qu’elle est aujourd’hui."
          />
        </Section>
      )}
      {waiting && reviews && (
        <ButtonGroup>
          <Button href={`${here}/publication`}>Relire et publier</Button>
          <Button href={`${here}/refus`} kind="secondary">
            Ne pas retenir
          </Button>
        </ButtonGroup>
      )}
      {waiting && own && (
        <PostButton action={`${here}/retrait`} kind="tertiary">
          Retirer ma proposition
        </PostButton>
      )}
      {proposal.measureSlug && (
        <p>
          <a href={`/agenda/${proposal.measureSlug}`}>Voir la mesure</a>
        </p>
      )}
    </>
  );
}

export function ProposalList({ proposals, base }: { proposals: readonly Proposal[]; base: string }) {
  return (
    <ItemList label="Propositions">
      {proposals.map((proposal) => (
        <ListItem
          title={proposal.content.title}
          href={`${base}/${proposal.id}`}
          level={2}
          meta={
            <>
              <StateBadge state={proposal.state} />
              <span>{proposal.measureId === null ? 'Mesure manquante' : 'Correction'}</span>
              <span>{authorWords(proposal)}</span>
              <Time value={proposal.at} />
            </>
          }
        >
          <p>{proposal.comment}</p>
        </ListItem>
      ))}
    </ItemList>
  );
}

export function ProposalsPage({
  title,
  lead,
  empty,
  proposals,
  base,
}: {
  title: string;
  lead: string;
  empty: ComponentChildren;
  proposals: readonly Proposal[];
  base: string;
}) {
  return (
    <>
      <PageHeader eyebrow="Agenda" title={title} lead={lead} />
      {proposals.length === 0 ? (
        <EmptyState title="Aucune proposition">
          <p>{empty}</p>
        </EmptyState>
      ) : (
        <ProposalList proposals={proposals} base={base} />
      )}
    </>
  );
}
