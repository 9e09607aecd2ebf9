import { Button, Details, formatNumber, PageHeader, Section } from '../../../ui/index.ts';
import { resourceHref } from '../../catalogue/index.ts';
import type { PlanRow } from '../plan.ts';
import { FictionalAnswers } from './fictional.tsx';
import { Provenance, ResultNav, type ResultProps } from './result.tsx';

/** What to do first, why, by whom and when: to be filled in on paper. */
export function PlanPage({
  rows,
  others,
  ...props
}: Pick<ResultProps, 'model' | 'way' | 'assessment' | 'subject' | 'query' | 'count'> & {
  rows: readonly PlanRow[];
  others: readonly PlanRow[];
}) {
  const { model, way, assessment, query, count } = props;
  const { overall } = assessment.scores;
  return (
    <>
      <PageHeader
        eyebrow={model.title}
        title="Plan d’action"
        lead={`${overall === null ? '' : `Résultat d’ensemble : ${formatNumber(overall)} sur 4. `}Choisissez en équipe ce que vous retenez, qui s’en charge et pour quand.`}
        meta={<Provenance {...props} />}
        actions={
          <Button href={`${way.base}/plan.pdf${query}`} icon="download">
            Plan en PDF, à imprimer
          </Button>
        }
      />
      <ResultNav way={way} current="plan" query={query} earlier={count} />
      <FictionalAnswers shown={props.assessment.demonstration} />
      <Section title="À faire d’abord" id="plan">
        {rows.length === 0 ? (
          <p>
            Vos réponses n’appellent aucune action en particulier.{' '}
            <a href="/catalogues/donnees">Le catalogue</a> peut vous donner d’autres idées.
          </p>
        ) : (
          <PlanList label="Actions proposées, les axes les plus bas d’abord" rows={rows} />
        )}
      </Section>
      {others.length > 0 && (
        <Section title="Ensuite" id="ensuite">
          <Details summary="Actions proposées pour les autres axes">
            <PlanList label="Actions pour les autres axes" rows={others} />
          </Details>
        </Section>
      )}
    </>
  );
}

/** One action a line of a list, with room to write on paper. */
function PlanList({ label, rows }: { label: string; rows: readonly PlanRow[] }) {
  return (
    <ol class="cd-plan" aria-label={label}>
      {rows.map(({ aim, why, resources }) => (
        <li>
          <h3>{aim}</h3>
          <p>{why}</p>
          {resources.length > 0 && (
            <ul class="cd-plan__resources">
              {resources.map(({ resource, example }) => (
                <li>
                  <a href={resourceHref(resource)}>{resource.title}</a>, {resource.producer}
                  {example && ' (exemple d’une autre région)'}
                </li>
              ))}
            </ul>
          )}
          <dl class="cd-plan__blanks">
            {['Qui', 'Quand'].map((term) => (
              <div>
                <dt>{term}</dt>
                <dd>
                  <span class="fr-sr-only">à compléter</span>
                </dd>
              </div>
            ))}
          </dl>
        </li>
      ))}
    </ol>
  );
}
