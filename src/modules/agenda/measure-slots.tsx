import type { FastifyRequest } from 'fastify';
import type { Deps } from '../../platform/deps.ts';
import { Button, Section } from '../../ui/index.ts';
import { concernedWords } from '../audience/index.ts';
import type { Seen } from './access.ts';
import { concernedBy } from './concerned.ts';
import { publicExperiences } from './experience-queries.ts';
import { can } from './policy.ts';
import { Experiences } from './views/experiences.tsx';
import { MeasureExports } from './views/measure-exports.tsx';
import type { MeasureSlots } from './views/measure-page.tsx';

/** What the other parts of the agenda show on the page of a measure: to all, and to those who write it. */
export async function slotsOf(
  deps: Deps,
  { actor }: FastifyRequest,
  { measure, facts }: Seen,
): Promise<MeasureSlots> {
  const here = `/agenda/${measure.slug}`;
  const [counts, experiences] = await Promise.all([
    concernedBy(deps.db, measure.audience),
    publicExperiences(deps.db, measure.id),
  ]);
  return {
    concerned: (
      <p>
        {concernedWords(counts)}. <a href={`${here}/collectivites`}>Voir lesquelles</a>
      </p>
    ),
    exports: <MeasureExports slug={measure.slug} />,
    experiences: (
      <Section
        id="temoignages"
        title="Ce que vivent les collectivités"
        more={
          experiences.length > 0
            ? { label: 'Témoigner pour votre collectivité', href: `${here}/temoignages/nouveau` }
            : undefined
        }
      >
        <Experiences experiences={experiences} here={here} level={3} readerId={actor?.id ?? null} />
      </Section>
    ),
    actions: can(actor, 'measure.edit', facts) && (
      <>
        <Button href={`${here}/modifier`}>Modifier</Button>
        <Button href={`${here}/public`} kind="secondary">
          Public visé
        </Button>
        {can(actor, 'measure.grant', facts) && (
          <Button href={`${here}/acces`} kind="secondary">
            Qui peut la modifier
          </Button>
        )}
      </>
    ),
    actsOn: can(actor, 'measure.postpone', facts)
      ? ({ id }) => [
          { label: 'Reporter', href: `${here}/jalons/${id}/report` },
          { label: 'Public', href: `${here}/jalons/${id}/public` },
          { label: 'Annuler', href: `${here}/jalons/${id}/annulation` },
        ]
      : undefined,
  };
}
