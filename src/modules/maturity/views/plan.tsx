import { Button, Details, formatNumber, PageHeader, Section, Table } from '../../../ui/index.ts';
import { resourceHref } from '../../catalogue/index.ts';
import type { PlanRow } from '../plan.ts';
import { Provenance, ResultNav, type ResultProps } from './result.tsx';

const blank = <span class="cd-plan__blank fr-sr-only">À compléter</span>;

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
      <Section title="À faire d’abord" id="plan">
        {rows.length === 0 ? (
          <p>
            Vos réponses n’appellent aucune action en particulier.{' '}
            <a href="/catalogues/donnees">Le catalogue</a> peut vous donner d’autres idées.
          </p>
        ) : (
          <PlanTable id="actions" caption="Actions proposées, les axes les plus bas d’abord" rows={rows} />
        )}
      </Section>
      {others.length > 0 && (
        <Section title="Ensuite" id="ensuite">
          <Details summary="Actions proposées pour les autres axes">
            <PlanTable id="autres-actions" caption="Actions pour les autres axes" rows={others} />
          </Details>
        </Section>
      )}
    </>
  );
}

function PlanTable({ id, caption, rows }: { id: string; caption: string; rows: readonly PlanRow[] }) {
  return (
    <div class="cd-plan">
      <Table
        id={id}
        caption={caption}
        columns={[
          { label: 'Action', wide: true },
          { label: 'Pourquoi', wide: true },
          { label: 'Qui' },
          { label: 'Quand' },
        ]}
        rows={rows.map(({ resource, aim, why, example }) => [
          <>
            {aim}
            {aim && ' Pour s’aider : '}
            <a href={resourceHref(resource)}>{resource.title}</a> ({resource.producer})
            {example && ', exemple d’une autre région'}
          </>,
          why,
          blank,
          blank,
        ])}
      />
    </div>
  );
}
