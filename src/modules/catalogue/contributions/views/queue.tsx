import type { ComponentChildren } from 'preact';
import {
  Alert,
  Badge,
  Button,
  ButtonGroup,
  DescriptionList,
  EmptyState,
  FieldChanges,
  ItemList,
  ListItem,
  PageHeader,
  Pagination,
  plural,
  Section,
  Time,
  TwoTexts,
} from '../../../../ui/index.ts';
import { type Catalogue, catalogueHref, resourceHref } from '../../catalogues.ts';
import { type Contribution, creditOf, type Queue, titleOf } from '../contribution.ts';
import type { Duplicate } from '../duplicates.ts';
import { kindLabels } from '../mails.ts';
import type { Review } from '../review.ts';
import { stateWords, subjectLabels } from '../words.ts';
import { DuplicateList } from './duplicates.tsx';

function StateBadge({ of }: { of: Contribution }) {
  const [label, kind] = stateWords(of);
  return <Badge kind={kind}>{label}</Badge>;
}

/** How whoever sent it will be named; what keepers read of them. */
const senderWords = (one: Contribution): string =>
  one.kind === 'report' ? 'Signalé par un lecteur' : (creditOf(one) ?? 'Ne souhaite pas être nommé');

export function ContributionList({
  label,
  contributions,
  hrefOf,
  level = 3,
}: {
  label: string;
  contributions: readonly Contribution[];
  hrefOf: (one: Contribution) => string;
  level?: 2 | 3 | 4;
}) {
  return (
    <ItemList label={label}>
      {contributions.map((one) => (
        <ListItem
          title={titleOf(one)}
          href={hrefOf(one)}
          level={level}
          meta={
            <>
              <StateBadge of={one} />
              <span>{kindLabels[one.kind]}</span>
              <span>{senderWords(one)}</span>
              <Time value={one.at} />
            </>
          }
        >
          <p>{one.subject ? subjectLabels[one.subject] : one.comment}</p>
        </ListItem>
      ))}
    </ItemList>
  );
}

export const queueHref = (catalogue: Contribution['catalogue']): string =>
  `${catalogueHref(catalogue)}/a-traiter`;

export function QueuePage({
  catalogue,
  queue: { waiting, total, decided },
  page,
  pages,
}: {
  catalogue: Catalogue;
  queue: Queue;
  page: number;
  pages: number;
}) {
  const here = queueHref(catalogue.slug);
  const hrefOf = (one: Contribution) => `${here}/${one.id}`;
  return (
    <>
      <PageHeader
        eyebrow={`Catalogue ${catalogue.of}`}
        title="À traiter"
        lead="Ce que des lecteurs proposent d’ajouter ou de corriger, et ce qu’ils signalent. Chacun reçoit votre réponse par courriel."
      />
      {total === 0 ? (
        <EmptyState
          title="Rien n’attend"
          action={
            <Button href={`${catalogueHref(catalogue.slug)}/nouvelle`} kind="secondary">
              Ajouter une ressource
            </Button>
          }
        >
          <p>Les propositions et les signalements des lecteurs arriveront ici.</p>
        </EmptyState>
      ) : (
        <Section
          id="attend"
          title={plural(total, 'contribution attend', 'contributions attendent')}
          intro="Les plus anciennes d’abord."
        >
          <ContributionList label="Contributions qui attendent" contributions={waiting} hrefOf={hrefOf} />
          <Pagination page={page} pages={pages} hrefOf={(n) => `${here}?page=${n}`} />
        </Section>
      )}
      {decided.length > 0 && (
        <Section id="traite" title="Traitées dernièrement">
          <ContributionList label="Contributions traitées" contributions={decided} hrefOf={hrefOf} />
        </Section>
      )}
    </>
  );
}

/** What to know before deciding: the resource moved, here and there at the same place. */
export function ReviewWarnings({ review }: { review: Review }) {
  if (!review.moved || review.current === null) return null;
  return (
    <Alert kind="warning" title="La fiche a changé depuis cette proposition">
      <p>
        {review.conflicts.length === 0
          ? 'Les changements ne se touchent pas : la proposition s’ajoute à ce qui a été fait depuis.'
          : 'Les deux ont changé les mêmes champs. Si vous publiez tel quel, c’est ce qui est proposé qui reste.'}
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

export interface ContributionPageProps {
  contribution: Contribution;
  review: Review | null;
  duplicates: readonly Duplicate[];
  others: readonly Contribution[];
}

export function ContributionPage({ contribution, review, duplicates, others }: ContributionPageProps) {
  const { kind, resource, catalogue, subject, comment, state, answer } = contribution;
  const here = `${queueHref(catalogue)}/${contribution.id}`;
  const waits = state === 'waiting';
  return (
    <>
      <PageHeader
        eyebrow={kindLabels[kind]}
        title={titleOf(contribution)}
        meta={
          <>
            <StateBadge of={contribution} />
            <span>{senderWords(contribution)}</span>
            <Time value={contribution.at} />
          </>
        }
      />
      {answer && (
        <Section title="Réponse" id="reponse">
          <p class="cd-verbatim">{answer}</p>
        </Section>
      )}
      {subject ? (
        <DescriptionList
          items={[
            { term: 'Ce qui ne va pas', value: subjectLabels[subject] },
            { term: 'Précisions', value: comment && <span class="cd-verbatim">{comment}</span> },
            {
              term: 'Lien de la fiche',
              value: resource && (
                <a href={resourceHref({ catalogue, slug: resource.slug })}>{resource.title}</a>
              ),
            },
          ]}
        />
      ) : (
        <Section title="Pourquoi" id="pourquoi">
          <p class="cd-verbatim">{comment}</p>
        </Section>
      )}
      {waits && duplicates.length > 0 && (
        <Alert kind="warning" title="Déjà au catalogue ?">
          <DuplicateList duplicates={duplicates} />
        </Alert>
      )}
      {waits && others.length > 0 && (
        <Alert kind="info" title="D’autres contributions en parlent">
          <ul>
            {others.map((one) => (
              <li>
                <a href={`${queueHref(one.catalogue)}/${one.id}`}>
                  {kindLabels[one.kind]} : {titleOf(one)}
                </a>
              </li>
            ))}
          </ul>
        </Alert>
      )}
      {waits && review && <ReviewWarnings review={review} />}
      {waits && review && (
        <Section title={review.current ? 'Ce qui changerait' : 'Ce qui est proposé'} id="changements">
          {review.current ? <FieldChanges changes={review.changes} /> : <Told review={review} />}
        </Section>
      )}
      {waits && <Ways kind={kind} here={here} />}
      {resource && (
        <p class="cd-contribution__thing">
          <a href={resourceHref({ catalogue, slug: resource.slug })}>Voir la fiche</a>
          {kind === 'report' && waits && (
            <>
              {', '}
              <a href={`${resourceHref({ catalogue, slug: resource.slug })}/modifier`}>la modifier</a> ou{' '}
              <a href={`${resourceHref({ catalogue, slug: resource.slug })}/retrait`}>la retirer</a>, puis
              répondre.
            </>
          )}
        </p>
      )}
    </>
  );
}

/** A resource that is missing, as somebody tells it. */
function Told({ review }: { review: Review }) {
  return (
    <DescriptionList
      items={review.told.map(({ field, name, words }) => ({
        term: name,
        value:
          field === 'url' ? (
            <a href={words} rel="nofollow noopener">
              {words}
            </a>
          ) : (
            <span class="cd-verbatim">{words}</span>
          ),
      }))}
    />
  );
}

function Ways({ kind, here }: { kind: Contribution['kind']; here: string }): ComponentChildren {
  return kind === 'report' ? (
    <ButtonGroup>
      <Button href={`${here}/reponse`}>Répondre</Button>
    </ButtonGroup>
  ) : (
    <ButtonGroup>
      <Button href={`${here}/publication`}>Relire et publier</Button>
      <Button href={`${here}/refus`} kind="secondary">
        Ne pas retenir
      </Button>
    </ButtonGroup>
  );
}
