import type { Side } from '../../../../platform/database/index.ts';
import {
  Alert,
  Badge,
  Columns,
  DescriptionList,
  Details,
  ItemList,
  ListItem,
  machineDate,
  PageHeader,
  Panel,
  plural,
  Section,
  Sources,
  Steps,
  sentence,
  Time,
  Timeline,
  Weather,
} from '../../../../ui/index.ts';
import {
  type Dormancy,
  dormancyOf,
  dormancyWords,
  type Group,
  GroupLife,
  kitStep,
  oneSideWords,
  ParticipationFacts,
  type ProgressPoint,
  ProgressText,
  periodWords,
  progressEntry,
  stateLabels,
} from '../../../groups/index.ts';
import { DeliverableItem, type DeliverableSummary } from '../../../library/index.ts';
import { standingWords } from '../../../surveys/index.ts';
import type { GroupFile } from '../queries.ts';
import { type Powers, RunningTheGroup, type Standing, TakingPart } from './taking-part.tsx';

export interface GroupPageProps {
  file: GroupFile;
  now: Date;
  standing: Standing;
  may: Powers;
}

/** A project group, as everybody may know it. */
export function GroupPage({ file, now, standing, may }: GroupPageProps) {
  const { group, participation, plan, progress, deliverables, lifeChanges, charters, surveys, decisions } =
    file;
  const today = machineDate(now);
  const dormancy = dormancyOf(group, now);
  return (
    <>
      <PageHeader
        eyebrow={group.number === null ? 'Groupe projet' : `Groupe projet ${group.number}`}
        title={group.title}
        lead={group.objective}
        meta={
          <>
            <GroupLife group={group} dormancy={dormancy} />
            {group.confidence !== 'high' && <Badge kind="warning">À vérifier</Badge>}
            {participation && participation.people > 0 && (
              <ParticipationFacts participation={participation} />
            )}
          </>
        }
        actions={<TakingPart group={group} standing={standing} />}
      />
      <Columns
        aside={
          <>
            <RunningTheGroup group={group} standing={standing} may={may} />
            <Copilots group={group} sides={file.sides} />
            <InShort group={group} participation={participation} />
          </>
        }
      >
        <WhereItStands dormancy={dormancy} progress={progress} />
        <Section title="Plan de travail" id="plan">
          {plan.length === 0 ? (
            <p>Ce groupe n’a pas encore publié de plan de travail sur Cordée.</p>
          ) : (
            <Steps steps={plan.map((step) => kitStep(step, today, 'public'))} />
          )}
        </Section>
        <Deliverables deliverables={deliverables} />
        <Section
          title="Décisions"
          id="decisions"
          more={
            decisions > 0
              ? { label: 'Toutes les décisions', href: `/groupes/${group.slug}/decisions` }
              : undefined
          }
        >
          <p>
            {decisions > 0
              ? `Le registre du groupe compte ${plural(decisions, 'décision publique', 'décisions publiques')}, prises ou à prendre.`
              : 'Le registre de ce groupe n’a pas encore de décision publique sur Cordée.'}
          </p>
        </Section>
        <Charters charters={charters} />
        <Surveys surveys={surveys} />
        <Section title="Histoire du groupe" id="histoire">
          <Timeline
            entries={lifeChanges.map((change) => ({
              title:
                change.from === null
                  ? stateLabels[change.to]
                  : change.from === change.to
                    ? 'Réorienté'
                    : `${stateLabels[change.from]} → ${stateLabels[change.to]}`,
              when: change.at ? <Time value={change.at} /> : 'Date inconnue',
              body: <p>{change.reason}</p>,
            }))}
          />
        </Section>
        <Sources sources={group.sources} confidence={group.confidence} note={group.note ?? undefined} />
      </Columns>
    </>
  );
}

/** How many points are shown in full; the others wait behind a summary. */
const recentPoints = 3;

function WhereItStands({
  dormancy,
  progress: [last, ...earlier],
}: {
  dormancy: Dormancy | null;
  progress: readonly ProgressPoint[];
}) {
  const recent = earlier.slice(0, recentPoints - 1);
  const older = earlier.slice(recentPoints - 1);
  return (
    <Section title="Où en est le groupe" id="avancement">
      {dormancy && (
        <Alert kind="warning">
          <p>{dormancyWords(dormancy)}.</p>
        </Alert>
      )}
      {last ? (
        <Panel>
          <p class="cd-meta">
            <Weather level={last.weather} />
          </p>
          <p class="cd-meta">
            <span>
              Dernier point : <Time value={last.onDay} />
            </span>
            {last.organisation && <span>par {last.organisation.acronym ?? last.organisation.name}</span>}
            {last.correctedAt && (
              <span>
                corrigé le <Time value={last.correctedAt} />
              </span>
            )}
          </p>
          <ProgressText body={last.body} />
        </Panel>
      ) : (
        !dormancy && <p>Aucun point d’avancement publié sur Cordée.</p>
      )}
      {recent.length > 0 && <Timeline entries={recent.map((point) => progressEntry(point, 'public'))} />}
      {older.length > 0 && (
        <Details summary={`Voir ${plural(older.length, 'point plus ancien', 'points plus anciens')}`}>
          <Timeline entries={older.map((point) => progressEntry(point, 'public'))} />
        </Details>
      )}
    </Section>
  );
}

function Deliverables({ deliverables }: { deliverables: readonly DeliverableSummary[] }) {
  return (
    <Section title="Livrables" id="livrables">
      {deliverables.length === 0 ? (
        <p>
          Ce groupe n’a pas encore publié de livrable. <a href="/livrables">Voir ceux des autres groupes</a>
        </p>
      ) : (
        <ItemList>
          {deliverables.map((deliverable) => (
            <DeliverableItem deliverable={deliverable} withGroup={false} />
          ))}
        </ItemList>
      )}
    </Section>
  );
}

function Charters({ charters }: { charters: GroupFile['charters'] }) {
  if (charters.length === 0) return null;
  return (
    <Section title={charters.length > 1 ? 'Chartes' : 'Charte'} id="chartes">
      <ItemList>
        {charters.map(({ title, summary, href }) => (
          <ListItem title={title} href={href}>
            <p>{summary}</p>
          </ListItem>
        ))}
      </ItemList>
    </Section>
  );
}

function Surveys({ surveys }: { surveys: GroupFile['surveys'] }) {
  if (surveys.length === 0) return null;
  return (
    <Section title={surveys.length > 1 ? 'Enquêtes' : 'Enquête'} id="enquetes">
      <ItemList>
        {surveys.map(({ slug, title, minutes, standing }) => (
          <ListItem
            title={title}
            href={`/enquetes/${slug}`}
            meta={
              <>
                <Badge kind={standingWords[standing].badge}>{standingWords[standing].label}</Badge>
                {minutes !== null && standing === 'open' && (
                  <span>{plural(minutes, 'minute')} pour répondre</span>
                )}
              </>
            }
          />
        ))}
      </ItemList>
    </Section>
  );
}

function Copilots({ group, sides: [only, other] }: { group: Group; sides: readonly Side[] }) {
  return (
    <Panel title="Copilotes">
      <OneSide group={group} side="etat" title="État" none="Aucun copilote connu côté État." />
      <OneSide
        group={group}
        side="collectivites"
        title="Collectivités"
        none="Aucun copilote connu côté collectivités."
      />
      {only && !other && <p>{oneSideWords(only)}</p>}
    </Panel>
  );
}

function OneSide({ group, side, title, none }: { group: Group; side: Side; title: string; none: string }) {
  const copilots = group.copilots.filter((copilot) => copilot.side === side);
  return (
    <>
      <h3 class="cd-eyebrow">{title}</h3>
      {copilots.length === 0 ? (
        <p>{none}</p>
      ) : (
        <ul>
          {copilots.map(({ slug, name, acronym }) => (
            <li>
              <a href={`/organismes/${slug}`}>{name}</a>
              {acronym && acronym !== name && ` (${acronym})`}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function InShort({ group, participation }: Pick<GroupFile, 'group' | 'participation'>) {
  const period = periodWords(group.period);
  return (
    <Panel title="En bref">
      <DescriptionList
        items={[
          {
            term: 'Période',
            value: (
              <>
                {period ? sentence(period) : 'Dates inconnues.'}
                {group.period.note && (
                  <>
                    <br />
                    {sentence(group.period.note)}
                  </>
                )}
              </>
            ),
          },
          {
            term: 'Qui est représenté',
            value: participation && participation.authorities > 0 && (
              <>
                {plural(participation.authorities, 'collectivité')} :{' '}
                <a href={`/groupes/${group.slug}/representativite`}>par taille et par département</a>
              </>
            ),
          },
          { term: 'Ce que l’on en sait', value: group.statusNote && sentence(group.statusNote) },
          { term: 'Contact', value: <Contact contact={group.contact} /> },
          {
            term: 'Données',
            value: <a href={`/groupes/${group.slug}.json`}>Cette page en JSON</a>,
          },
        ]}
      />
    </Panel>
  );
}

function Contact({ contact }: { contact: string | null }) {
  if (!contact) return <a href="/contact">Écrire à l’équipe du programme</a>;
  if (/^https?:\/\/\S+$/.test(contact)) return <a href={contact}>{contact}</a>;
  if (/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(contact)) return <a href={`mailto:${contact}`}>{contact}</a>;
  return <>{contact}</>;
}
