import { Button, EmptyState, listHref, Pagination, plural } from '../../../../ui/index.ts';
import { workOf } from '../../addresses.ts';
import type { Question } from '../../engine/question.ts';
import type { Survey } from '../../survey.ts';
import { WorkFrame } from '../../views/frame.tsx';

export function TextsPage({
  survey,
  question,
  texts,
  total,
  page,
  pages,
}: {
  survey: Survey;
  question: Question;
  texts: readonly string[];
  total: number;
  page: number;
  pages: number;
}) {
  const here = `${workOf(survey)}/resultats/textes/${question.id}`;
  return (
    <WorkFrame
      survey={survey}
      title={question.text}
      lead={`${plural(total, 'texte')}, dans l’ordre alphabétique : rien ne les relie aux autres réponses de qui les a écrits.`}
      current="resultats"
    >
      {texts.length === 0 ? (
        <EmptyState
          title="Aucun texte à lire"
          action={<Button href={`${workOf(survey)}/resultats`}>Revenir aux résultats</Button>}
        >
          <p>Les textes se lisent à partir de cinq réponses comptées.</p>
        </EmptyState>
      ) : (
        <ul class="cd-items">
          {texts.map((text) => (
            <li class="cd-item cd-verbatim">{text}</li>
          ))}
        </ul>
      )}
      <Pagination
        page={page}
        pages={pages}
        hrefOf={(n) => listHref(here, { page: n })}
        label="Pages de textes"
      />
    </WorkFrame>
  );
}
