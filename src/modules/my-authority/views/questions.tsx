import {
  Button,
  ButtonGroup,
  Details,
  HiddenFields,
  PostButton,
  plural,
  Section,
} from '../../../ui/index.ts';
import { periodPhrase } from '../../agenda/index.ts';
import type { Flag } from '../../audience/index.ts';
import type { GivenAnswers } from '../answers.ts';
import type { MeasureStanding, OpenQuestion } from '../standing.ts';
import { MeasuresWithWhy } from './measure-item.tsx';

interface QuestionsProps {
  questions: readonly OpenQuestion[];
  /** Unknown, and no answer of anybody's would settle it. */
  unaskable: readonly MeasureStanding[];
  flags: ReadonlyMap<string, Flag>;
  /** Where answers go. */
  action: string;
}

/** The others are folded: nobody answers twenty questions at once. */
const shownFirst = 4;

/** Each fact that is missing, asked once with what it settles. */
export function Questions({ questions, unaskable, flags, action }: QuestionsProps) {
  if (questions.length + unaskable.length === 0) return null;
  const list = (some: readonly OpenQuestion[]) =>
    some.map((question) => <Question {...question} words={flags.get(question.flag)} action={action} />);
  return (
    <Section
      title="Une réponse de vous suffit"
      id="questions"
      intro="Aucun fichier officiel ne le dit. Vos réponses restent dans ce navigateur, jusqu’à ce que vous le fermiez ; elles ne changent rien pour les autres."
    >
      {list(questions.slice(0, shownFirst))}
      {questions.length > shownFirst && (
        <Details
          summary={plural(questions.length - shownFirst, 'autre question', 'autres questions')}
          id="autres-questions"
        >
          {list(questions.slice(shownFirst))}
        </Details>
      )}
      {unaskable.length > 0 && (
        <>
          <h3>Nous ne savons pas encore</h3>
          <MeasuresWithWhy measures={unaskable} />
        </>
      )}
    </Section>
  );
}

function Question({
  flag,
  words,
  measures,
  dates,
  action,
}: OpenQuestion & {
  words: Flag | undefined;
  action: string;
}) {
  const question = words?.question ?? flag;
  return (
    <div class="cd-question">
      <h3 id={`question-${flag}`}>{question}</h3>
      {words?.help && <p>{words.help}</p>}
      {measures.length > 0 && (
        <>
          <p>{plural(measures.length, 'mesure en dépend :', 'mesures en dépendent :')}</p>
          <MeasureLinks measures={measures} />
        </>
      )}
      {dates.length > 0 && (
        <>
          <p>{plural(dates.length, 'date en dépend :', 'dates en dépendent :')}</p>
          <ul>
            {dates.map(({ measure, milestone }) => (
              <li>
                <a href={`/agenda/${measure.slug}#jalon-${milestone.id}`}>{measure.title}</a>
                {`, ${periodPhrase(milestone)} : ${milestone.label}`}
              </li>
            ))}
          </ul>
        </>
      )}
      <form class="cd-post" method="post" action={action}>
        <HiddenFields fields={{ question: flag }} />
        <ButtonGroup>
          <Button name="reponse" value="oui" kind="secondary" size="sm" context={`: ${question}`}>
            Oui
          </Button>
          <Button name="reponse" value="non" kind="secondary" size="sm" context={`: ${question}`}>
            Non
          </Button>
        </ButtonGroup>
      </form>
    </div>
  );
}

function MeasureLinks({ measures }: { measures: readonly MeasureStanding[] }) {
  return (
    <ul>
      {measures.map(({ measure }) => (
        <li>
          <a href={`/agenda/${measure.slug}`}>{measure.title}</a>
        </li>
      ))}
    </ul>
  );
}

interface AnswersProps {
  answers: GivenAnswers;
  flags: ReadonlyMap<string, Flag>;
  action: string;
  /** They may keep their answers with their account. */
  mayKeep: boolean;
}

/** What was answered, to change it or take it back. */
export function AnswersGiven({ answers: { all, kept }, flags, action, mayKeep }: AnswersProps) {
  if (all.size === 0) return null;
  return (
    <Section
      title="Vos réponses"
      id="reponses"
      intro={
        kept.size > 0
          ? 'Gardées dans votre profil : vous seul les voyez.'
          : 'Gardées dans ce navigateur jusqu’à ce que vous le fermiez.'
      }
    >
      <ul>
        {[...all].map(([flag, answer]) => {
          const words = flags.get(flag);
          return (
            <li id={`question-${flag}`}>
              {`${words?.question ?? flag} `}
              <strong>{answer ? 'Oui' : 'Non'}</strong>
              <ButtonGroup>
                <PostButton
                  action={action}
                  fields={{ question: flag, reponse: answer ? 'non' : 'oui' }}
                  kind="tertiary"
                  size="sm"
                  context={`: ${words?.question ?? flag}`}
                >
                  {`Répondre ${answer ? 'non' : 'oui'}`}
                </PostButton>
                <PostButton
                  action={action}
                  fields={{ question: flag, reponse: 'effacer' }}
                  kind="tertiary"
                  size="sm"
                  context={`la réponse : ${words?.question ?? flag}`}
                >
                  Effacer
                </PostButton>
              </ButtonGroup>
            </li>
          );
        })}
      </ul>
      {mayKeep && (
        <PostButton
          action={`${action}/profil`}
          fields={{ choix: kept.size > 0 ? 'oublier' : 'garder' }}
          kind="secondary"
          size="sm"
        >
          {kept.size > 0 ? 'Ne plus garder dans mon profil' : 'Garder dans mon profil'}
        </PostButton>
      )}
    </Section>
  );
}
