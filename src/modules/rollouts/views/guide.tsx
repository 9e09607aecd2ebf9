import {
  Badge,
  capitalised,
  DescriptionList,
  Details,
  formatDate,
  formatNumber,
  PageSummary,
  Section,
  Sources,
} from '../../../ui/index.ts';
import type { Rollout, Stage } from '../rollout.ts';

export interface GuideViewProps {
  rollout: Rollout;
  /** The group that follows it, when it still exists. */
  group: { title: string; slug: string } | null;
  /** What the library holds of its documents. */
  deliverables: readonly { slug: string; title: string }[];
}

const natures: Record<NonNullable<Stage['nature']>, string> = {
  administrative: 'Administratif',
  technical: 'Technique',
  human: 'Humain',
};

/** What the stages are, and what helps to go from one to the next. */
export function GuideView({ rollout, group, deliverables }: GuideViewProps) {
  const { stages, obligations, tools, actors, questions, contacts, difficulties, legal_bases, timeline } =
    rollout;
  const summary = [
    { label: 'Les étapes', id: 'etapes' },
    { label: 'Ce que dit la loi', id: 'loi', shown: obligations.length + legal_bases.length > 0 },
    { label: 'Documents', id: 'documents', shown: deliverables.length > 0 },
    { label: 'Qui fait quoi', id: 'acteurs', shown: actors.length + tools.length > 0 },
    { label: 'Questions fréquentes', id: 'questions', shown: questions.length > 0 },
    { label: 'Ce qui coince', id: 'difficultes', shown: difficulties.length > 0 },
    { label: 'Chiffres connus', id: 'chiffres', shown: rollout.indicators.length > 0 },
    { label: 'Qui contacter', id: 'contacts' },
  ].filter(({ shown = true }) => shown);
  return (
    <>
      <PageSummary items={summary.map(({ label, id }) => ({ label, id }))} />
      <Section id="etapes" title="Les étapes" intro={rollout.stages_note && <p>{rollout.stages_note}</p>}>
        <ol class="cd-stages">
          {stages.map((stage) => (
            <StageItem stage={stage} />
          ))}
        </ol>
      </Section>
      {obligations.length + legal_bases.length > 0 && (
        <Section id="loi" title="Ce que dit la loi">
          {obligations.map(({ title, from, detail, sources, confidence, note }) => (
            <>
              <h3>{title}</h3>
              <p>
                Depuis le {formatDate(from)}.{detail && ` ${detail}`}
              </p>
              <Sources sources={sources} confidence={confidence} note={note ?? undefined} />
            </>
          ))}
          {legal_bases.length > 0 && (
            <>
              <h3>Textes</h3>
              <ul>
                {legal_bases.map(({ text, article, url }) => (
                  <li>
                    {url ? <a href={url}>{text}</a> : text}
                    {article && `, ${article}`}
                  </li>
                ))}
              </ul>
            </>
          )}
          {timeline.length > 0 && (
            <Details summary="Les dates qui ont compté">
              <DescriptionList
                items={timeline.map(({ date, label }) => ({ term: formatDate(date), value: label }))}
              />
              <Sources sources={timeline[0]?.sources ?? []} confidence={timeline[0]?.confidence} />
            </Details>
          )}
        </Section>
      )}
      {deliverables.length > 0 && (
        <Section id="documents" title="Documents">
          <ul>
            {deliverables.map(({ slug, title }) => (
              <li>
                <a href={`/livrables/${slug}`}>{title}</a>
              </li>
            ))}
          </ul>
        </Section>
      )}
      {actors.length + tools.length > 0 && (
        <Section id="acteurs" title="Qui fait quoi">
          <DescriptionList
            items={actors.map(({ label, role }) => ({ term: label, value: capitalised(role) }))}
          />
          {actors[0] && (
            <Sources
              sources={actors[0].sources}
              confidence={actors[0].confidence}
              note={actors[0].note ?? undefined}
            />
          )}
          {tools.length > 0 && (
            <>
              <h3>Outils nationaux</h3>
              <DescriptionList items={tools.map(({ label, role }) => ({ term: label, value: role }))} />
            </>
          )}
        </Section>
      )}
      {questions.length > 0 && (
        <Section id="questions" title="Questions fréquentes">
          {questions.map(({ question, answer, sources, confidence, note }) => (
            <Details summary={question}>
              <p>{answer}</p>
              <Sources sources={sources} confidence={confidence} note={note ?? undefined} />
            </Details>
          ))}
        </Section>
      )}
      {difficulties.length > 0 && (
        <Section id="difficultes" title="Ce qui coince, ce qui marche">
          {difficulties.map(({ label, detail, sources, confidence, note }) => (
            <>
              <h3>{label}</h3>
              <p>{detail}</p>
              <Sources sources={sources} confidence={confidence} note={note ?? undefined} />
            </>
          ))}
        </Section>
      )}
      <Indicators rollout={rollout} />
      <Section id="contacts" title="Qui contacter">
        {group && (
          <p>
            Le groupe projet qui suit ce déploiement : <a href={`/groupes/${group.slug}`}>{group.title}</a>.
          </p>
        )}
        {contacts.length > 0 && (
          <>
            <ul>
              {contacts.map(({ label, email }) => (
                <li>
                  {label} : <a href={`mailto:${email}`}>{email}</a>
                </li>
              ))}
            </ul>
            <Sources sources={contacts[0]?.sources ?? []} confidence={contacts[0]?.confidence} />
          </>
        )}
      </Section>
    </>
  );
}

function StageItem({ stage }: { stage: Stage }) {
  const { slug, title, description, nature, required_of, checks, evidence, sources, confidence, note } =
    stage;
  return (
    <li id={`etape-${slug}`}>
      <h3>{title}</h3>
      <p>{description}</p>
      {(nature || required_of) && (
        <p class="cd-meta">
          {nature && <Badge>{natures[nature]}</Badge>}{' '}
          {required_of && <Badge kind="accent">Obligatoire : {required_of.label}</Badge>}
        </p>
      )}
      <p>À vérifier avant de passer à la suite :</p>
      <ul>
        {checks.map((check) => (
          <li>{check}</li>
        ))}
      </ul>
      <p>Preuve attendue : {evidence.join(', ')}.</p>
      <Sources sources={sources} confidence={confidence} note={note ?? undefined} />
    </li>
  );
}

/** Figures from elsewhere, each with its date, its scope and its source: none is counted here. */
export function Indicators({ rollout: { indicators, indicators_note } }: { rollout: Rollout }) {
  if (indicators.length === 0) return null;
  return (
    <Section
      id="chiffres"
      title="Chiffres connus au niveau national"
      intro={indicators_note && <p>{indicators_note}</p>}
    >
      <ul class="cd-indicators">
        {indicators.map(
          ({ label, value, value_min, value_max, unit, date, scope, sources, confidence, note }) => (
            <li>
              <p>
                <strong>
                  {value === null
                    ? `${formatNumber(value_min ?? 0)} à ${formatNumber(value_max ?? 0)}`
                    : formatNumber(value)}{' '}
                  {unit}
                </strong>{' '}
                {label}
                <span class="cd-indicators__when">
                  {' '}
                  (au {formatDate(date)}
                  {scope && `, ${scope}`})
                </span>
              </p>
              <Sources sources={sources} confidence={confidence} note={note ?? undefined} />
            </li>
          ),
        )}
      </ul>
    </Section>
  );
}
