import { Alert, AuthorityPicker, Badge, type BadgeKind, Details, Panel } from '../../../ui/index.ts';
import { TraceList, type Verdict } from '../../audience/index.ts';
import { AuthorityChoices, authorityUrl } from '../../territories/index.ts';
import type { Answer, Asking } from '../concern.ts';
import type { Milestone } from '../measure.ts';
import { periodPhrase } from '../period.ts';

const kinds: Record<Verdict, BadgeKind> = { yes: 'success', no: 'neutral', unknown: 'info' };

/** « Est-ce que cela me concerne ? », and its answer. */
export function ConcernForm({ slug, asking }: { slug: string; asking: Asking | null }) {
  const here = `/agenda/${slug}`;
  const nothing = asking && !asking.answer && asking.choices.length === 0;
  return (
    <section class="cd-section" aria-labelledby="me-concerne">
      <h2 id="me-concerne">Est-ce que cela me concerne ?</h2>
      <Panel>
        <form action={`${here}#me-concerne`} method="get">
          <AuthorityPicker
            name="collectivite"
            label="Votre collectivité : nom, code postal, code INSEE ou SIREN"
            value={asking?.typed}
            error={nothing ? 'Aucune collectivité ne répond à ce nom ni à ce code.' : undefined}
            submit="Vérifier"
          />
        </form>
        {asking && asking.choices.length > 0 && (
          <Alert kind="info" title={`Laquelle est « ${asking.typed} » ?`} level={3}>
            <AuthorityChoices
              choices={asking.choices}
              hrefOf={({ id }) => `${here}?collectivite=${encodeURIComponent(id)}#me-concerne`}
            />
          </Alert>
        )}
        {asking?.answer && <AnswerView answer={asking.answer} />}
      </Panel>
    </section>
  );
}

function AnswerView({ answer }: { answer: Answer }) {
  const { authority, verdict, words, reason, trace, change, question, spared, open } = answer;
  return (
    <div class="cd-answer">
      <p>
        <a href={authorityUrl(authority)}>{authority.name}</a> <Badge kind={kinds[verdict]}>{words}</Badge>
      </p>
      <p>{reason}</p>
      {question && (
        <p>
          À savoir pour répondre : {question.question}
          {question.help && ` ${question.help}`}
        </p>
      )}
      {change && <p>{change}</p>}
      <MilestoneList title="Ces jalons ne visent pas cette collectivité :" milestones={spared} />
      <MilestoneList title="Ces jalons restent à préciser pour cette collectivité :" milestones={open} />
      <Details summary="Le détail de la règle">
        <TraceList trace={trace} />
      </Details>
    </div>
  );
}

function MilestoneList({ title, milestones }: { title: string; milestones: readonly Milestone[] }) {
  if (milestones.length === 0) return null;
  return (
    <>
      <p>{title}</p>
      <ul>
        {milestones.map((milestone) => (
          <li>
            {milestone.label}, {periodPhrase(milestone)}
          </li>
        ))}
      </ul>
    </>
  );
}
