import {
  Alert,
  Badge,
  Button,
  ButtonGroup,
  PostButton,
  Prose,
  type SafeHtml,
  Section,
  spanLine,
  Time,
} from '../../../ui/index.ts';
import { itemHref, meetingHref, minutesHref } from '../addresses.ts';
import type { Approval, Correction } from '../approval.ts';
import type { Attendee } from '../attendance.ts';
import type { Item, Meeting } from '../meeting.ts';
import type { Outcome } from '../outcomes.ts';
import { minutesLabels, ofSide, outcomeWords } from '../words.ts';
import { AttendanceTable } from './people-pages.tsx';

export interface MinutesPageProps {
  meeting: Meeting;
  items: readonly (Item & { html: SafeHtml })[];
  outcomes: readonly Outcome[];
  attendees: readonly Attendee[];
  approvals: readonly Approval[];
  corrections: readonly Correction[];
  may: {
    write: boolean;
    conclude: boolean;
    attend: boolean;
    propose: boolean;
    reopen: boolean;
    /** Of whom nobody of the same side approved yet. */
    approve: boolean;
    correct: boolean;
    answer: boolean;
  };
}

/** The minutes: to read, to print, and while they are a draft, to write point by point. */
export function MinutesPage(props: MinutesPageProps) {
  const { meeting, items, outcomes, attendees, may } = props;
  const draft = meeting.minutesState === 'draft';
  // « Divers » closes the agenda, whether something was said there or not.
  const shown = items.filter(
    ({ isOther, body, id }) =>
      draft || !isOther || body !== '' || outcomes.some(({ itemId }) => itemId === id),
  );
  return (
    <>
      <p class="cd-meta">
        <Badge kind={meeting.minutesState === 'approved' ? 'success' : 'info'}>
          {minutesLabels[meeting.minutesState]}
        </Badge>
        <span>{spanLine(meeting)}</span>
        {meeting.place && <span>{meeting.place}</span>}
        <a href={`${minutesHref(meeting.id)}.pdf`}>Version à imprimer (PDF)</a>
      </p>
      <ApprovalState {...props} />
      <Section
        title="Présences"
        id="presences"
        more={
          may.attend
            ? { label: 'Noter les présences', href: `${meetingHref(meeting.id)}/presence` }
            : undefined
        }
      >
        {attendees.length === 0 ? (
          <p>Les présences ne sont pas encore notées.</p>
        ) : (
          <AttendanceTable attendees={attendees} />
        )}
      </Section>
      {shown.map((item, index) => (
        <MinutesSection
          meeting={meeting}
          item={item}
          number={index + 1}
          outcomes={outcomes.filter(({ itemId }) => itemId === item.id)}
          may={may}
        />
      ))}
      <Corrections {...props} />
    </>
  );
}

const stepWords = { todo: 'à faire', doing: 'en cours', done: 'faite', dropped: 'abandonnée' } as const;

function MinutesSection({
  meeting,
  item,
  number,
  outcomes,
  may,
}: {
  meeting: Meeting;
  item: MinutesPageProps['items'][number];
  number: number;
  outcomes: readonly Outcome[];
  may: MinutesPageProps['may'];
}) {
  const here = itemHref(meeting.id, item.id);
  const look = { kind: 'tertiary', size: 'sm', context: `: ${item.title}` } as const;
  return (
    <section class="cd-minutes" id={`point-${number}`} aria-labelledby={`point-${number}-titre`}>
      <h2 id={`point-${number}-titre`}>
        {number}. {item.title}
      </h2>
      {(item.presenter || item.postponed) && (
        <p class="cd-meta">
          {item.presenter && <span>Présenté par {item.presenter}</span>}
          {item.postponed && <Badge kind="warning">Reporté à la prochaine réunion</Badge>}
        </p>
      )}
      {item.body === '' ? (
        <p class="cd-minutes__none">
          {meeting.minutesState === 'draft' ? 'Rien n’est encore écrit.' : 'Rien n’a été noté.'}
        </p>
      ) : (
        <Prose html={item.html} />
      )}
      {outcomes.length > 0 && (
        <ul class="cd-minutes__outcomes">
          {outcomes.map((outcome) => (
            <li>
              <Badge kind={outcome.kind === 'decision' ? 'accent' : 'info'}>
                {outcome.kind === 'decision' ? 'Décision' : 'Action'}
              </Badge>{' '}
              {outcomeWords(outcome)}
              {outcome.task && (
                <>
                  {' : '}
                  <a href={`/espace/groupes/${meeting.group.slug}/plan/taches/${outcome.task.id}`}>
                    {stepWords[outcome.task.state]}
                  </a>
                </>
              )}
              {outcome.decision !== null && (
                <>
                  {' : '}
                  <a href={`/espace/groupes/${meeting.group.slug}/decisions/${outcome.decision}`}>
                    au registre
                  </a>
                </>
              )}
              {may.conclude && (
                <PostButton
                  action={`${minutesHref(meeting.id)}/retrait`}
                  fields={{ releve: outcome.id }}
                  kind="tertiary"
                  size="sm"
                  context={`: ${outcome.text}`}
                >
                  Retirer
                </PostButton>
              )}
            </li>
          ))}
        </ul>
      )}
      {(may.write || item.version > 1) && (
        <div class="cd-minutes__acts">
          {may.write && (
            <Button href={here} icon="edit" {...look}>
              Écrire
            </Button>
          )}
          {may.conclude && (
            <>
              <Button href={`${here}/decision`} {...look}>
                Relever une décision
              </Button>
              <Button href={`${here}/action`} {...look}>
                Relever une action
              </Button>
              {!item.isOther && (
                <PostButton
                  action={`${here}/report`}
                  fields={{ reporte: item.postponed ? 'non' : 'oui' }}
                  {...look}
                >
                  {item.postponed ? 'Ne plus reporter' : 'Reporter à la prochaine réunion'}
                </PostButton>
              )}
            </>
          )}
          {item.version > 0 && (
            <Button href={`${here}/historique`} {...look}>
              Historique
            </Button>
          )}
        </div>
      )}
    </section>
  );
}

/** Whose word is there, whose is awaited; with what the reader may do about it. */
function ApprovalState({ meeting, approvals, may }: MinutesPageProps) {
  const base = minutesHref(meeting.id);
  if (meeting.minutesState === 'draft')
    return may.propose ? (
      <Alert kind="info">
        <p>
          Chaque point s’écrit à part, à plusieurs si besoin. Quand le texte est prêt, proposez-le : les
          membres pourront demander une correction, et un copilote de chaque côté l’approuvera.
        </p>
        <PostButton action={`${base}/proposition`} kind="secondary">
          Proposer le compte rendu
        </PostButton>
      </Alert>
    ) : null;
  const approved = meeting.minutesState === 'approved';
  return (
    <Alert
      kind={approved ? 'success' : 'info'}
      title={approved ? 'Approuvé : ce compte rendu ne change plus' : 'Proposé à l’approbation'}
    >
      {approvals.length === 1 && <p>Ce groupe n’a qu’un côté : il approuve seul.</p>}
      <ul>
        {approvals.map(({ side, by, held }) => (
          <li>
            {by ? (
              <>
                Approuvé {ofSide[side]} par {by.name}, le <Time value={by.at} />
              </>
            ) : (
              <>
                Attendu {ofSide[side]}
                {!held &&
                  ' : personne n’y copilote encore sur Cordée, l’équipe du programme peut y nommer quelqu’un'}
              </>
            )}
          </li>
        ))}
      </ul>
      {(may.approve || may.reopen || may.correct) && (
        <ButtonGroup>
          {may.approve && (
            <PostButton action={`${base}/approbation`} icon="check">
              Approuver
            </PostButton>
          )}
          {may.correct && (
            <Button href={`${base}/correction`} kind="secondary">
              Demander une correction
            </Button>
          )}
          {may.reopen && (
            <PostButton action={`${base}/reprise`} kind="tertiary">
              Reprendre la rédaction
            </PostButton>
          )}
        </ButtonGroup>
      )}
    </Alert>
  );
}

function Corrections({ meeting, corrections, may }: MinutesPageProps) {
  if (corrections.length === 0) return null;
  return (
    <Section title="Corrections demandées" id="corrections">
      <ul class="cd-minutes__outcomes">
        {corrections.map(({ id, author, at, text, answer }) => (
          <li>
            <p>
              {author}, le <Time value={at} withTime />
            </p>
            <p class="cd-verbatim">{text}</p>
            {answer ? (
              <p>
                Réponse de {answer.by}, le <Time value={answer.at} withTime /> :{' '}
                <span class="cd-verbatim">{answer.text}</span>
              </p>
            ) : (
              <>
                <Badge kind="warning">Réponse attendue</Badge>
                {may.answer && (
                  <Button
                    href={`${minutesHref(meeting.id)}/corrections/${id}`}
                    kind="secondary"
                    size="sm"
                    context={`à ${author}`}
                  >
                    Répondre
                  </Button>
                )}
              </>
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}
