import type { Side } from '../../../platform/database/index.ts';
import {
  Badge,
  Button,
  Callout,
  Columns,
  EmptyState,
  ItemList,
  Section,
  Steps,
  Time,
  Weather,
} from '../../../ui/index.ts';
import { type DecisionLine, OpenDecisions } from '../../decisions/index.ts';
import { type ThreadLine, ThreadList } from '../../discussions/index.ts';
import {
  AwaitingKeys,
  dormancyOf,
  dormancyWords,
  GroupStateBadge,
  type KeyRequest,
  kitStep,
  type OpeningLine,
  OpeningsNow,
  type PlanStep,
  ProgressText,
  SpaceFrame,
  type TaskCounts,
  TaskCountsLine,
} from '../../groups/index.ts';
import { DeliverableItem, type DeliverableSummary } from '../../library/index.ts';
import { type MeetingLine, MeetingList } from '../../meetings/index.ts';
import { type AsideProps, GroupAside } from './group-aside.tsx';

export interface GroupHomeProps extends AsideProps {
  announcements: readonly ThreadLine[];
  discussions: readonly ThreadLine[];
  /** To come. */
  meetings: readonly MeetingLine[];
  plan: readonly PlanStep[];
  tasks: TaskCounts;
  deliverables: readonly DeliverableSummary[];
  /** What waits for voices. */
  decisions: readonly DecisionLine[];
  /** What waits for a second key, for those who may see it. */
  keys: readonly KeyRequest[];
  /** Of the programme team's other people who read here now, for those who may know. */
  openings: readonly OpeningLine[];
  /** Whose key the reader holds. */
  side: Side | null;
  now: Date;
  /** `2027-01-31` */
  today: string;
}

export function GroupHome(props: GroupHomeProps) {
  const { group, announcements } = props;
  const base = `/espace/groupes/${group.slug}`;
  return (
    <SpaceFrame group={group} eyebrow="Espace du groupe" title={group.title} current="">
      {group.state !== 'active' && (
        <p class="cd-meta">
          <GroupStateBadge state={group.state} />
          <a href={`/groupes/${group.slug}`}>Depuis quand et pourquoi</a>
        </p>
      )}
      {props.membership && !props.membership.welcomedAt && (
        <Callout
          title="Nouveau dans ce groupe ?"
          link={{ label: 'Par où commencer, en cinq minutes', href: `${base}/bienvenue` }}
        />
      )}
      <OpeningsNow group={group} openings={props.openings} />
      <AwaitingKeys requests={props.keys} slug={group.slug} side={props.side} />
      <Columns aside={<GroupAside {...props} />}>
        {announcements.length > 0 && (
          <Section title="Annonces" id="annonces">
            <ThreadList threads={announcements} label="Annonces" />
          </Section>
        )}
        {props.meetings.length > 0 && (
          <Section
            title="Prochaines réunions"
            id="reunions"
            more={{ label: 'Toutes les réunions', href: `${base}/reunions` }}
          >
            <MeetingList meetings={props.meetings} label="Prochaines réunions" now={props.now} />
          </Section>
        )}
        {props.decisions.length > 0 && (
          <Section
            title="À décider"
            id="decisions"
            more={{ label: 'Toutes les décisions', href: `${base}/decisions` }}
          >
            <OpenDecisions decisions={props.decisions} slug={group.slug} />
          </Section>
        )}
        <WhereItStands {...props} base={base} />
        <Discussions {...props} base={base} />
        <NextSteps {...props} base={base} />
        <Deliverables {...props} base={base} />
      </Columns>
    </SpaceFrame>
  );
}

type Part = GroupHomeProps & { base: string };

function WhereItStands({ group, base, now, may, membership }: Part) {
  const { lastProgress } = group;
  const dormancy = dormancyOf(group, now);
  const post = may.post && (
    <Button href={`${base}/avancement/nouveau`} kind="secondary" icon="plus">
      Publier un point d’avancement
    </Button>
  );
  if (!lastProgress) {
    return (
      <Section title="Où en est le groupe" id="avancement">
        <p>
          {dormancy ? `${dormancyWords(dormancy)}.` : 'Aucun point d’avancement publié sur Cordée.'}{' '}
          {!may.post && 'Les copilotes en publieront un ; il s’affichera ici.'}
        </p>
        {post}
      </Section>
    );
  }
  return (
    <Section
      title="Où en est le groupe"
      id="avancement"
      more={{ label: 'Tout l’avancement', href: `${base}/avancement` }}
    >
      <p class="cd-meta">
        {isNew(lastProgress.postedAt, membership) && <Badge kind="new">Nouveau</Badge>}
        <Weather level={lastProgress.weather} />
        <span>
          point du <Time value={lastProgress.onDay} />
        </span>
        {dormancy && <Badge kind="warning">{dormancyWords(dormancy)}</Badge>}
      </p>
      <ProgressText body={lastProgress.body} />
      {post}
    </Section>
  );
}

function isNew(at: Date, membership: GroupHomeProps['membership']): boolean {
  return membership !== null && at > (membership.lastVisitAt ?? membership.joinedAt);
}

function Discussions({ discussions, base, may }: Part) {
  const start = may.talk && (
    <Button
      href={`${base}/discussions/nouvelle`}
      kind={discussions.length > 0 ? 'secondary' : 'primary'}
      icon="chat"
    >
      {discussions.length > 0 ? 'Ouvrir une discussion' : 'Ouvrir la première discussion'}
    </Button>
  );
  return (
    <Section
      title="Discussions"
      id="discussions"
      more={
        discussions.length > 0 ? { label: 'Toutes les discussions', href: `${base}/discussions` } : undefined
      }
    >
      {discussions.length > 0 ? (
        <>
          <ThreadList threads={discussions} label="Dernières discussions" />
          {start}
        </>
      ) : (
        <EmptyState title="Aucune discussion pour l’instant" level={3} action={start}>
          <p>Une question, un retour d’expérience, une difficulté : les autres membres vous liront.</p>
        </EmptyState>
      )}
    </Section>
  );
}

function NextSteps({ group, plan, tasks, base, today, may }: Part) {
  const open = plan.filter(({ state }) => state === 'todo' || state === 'doing').slice(0, 4);
  return (
    <Section
      title="Prochaines étapes"
      id="etapes"
      more={plan.length > 0 ? { label: 'Tout le plan de travail', href: `${base}/plan` } : undefined}
    >
      <TaskCountsLine group={group} counts={tasks} />
      {open.length > 0 ? (
        <Steps steps={open.map((step) => kitStep(step, today, 'members'))} />
      ) : (
        <>
          <p>
            {plan.length > 0
              ? 'Toutes les étapes du plan sont faites ou abandonnées.'
              : 'Le plan de travail est encore vide.'}
          </p>
          {may.plan && (
            <Button href={`${base}/plan/nouvelle-etape`} kind="secondary" icon="plus">
              Ajouter une étape
            </Button>
          )}
        </>
      )}
    </Section>
  );
}

function Deliverables({ deliverables, base }: Part) {
  return (
    <Section
      title="Livrables"
      id="livrables"
      more={deliverables.length > 0 ? { label: 'Tous ceux du groupe', href: `${base}/livrables` } : undefined}
    >
      {deliverables.length > 0 ? (
        <ItemList label="Derniers livrables">
          {deliverables.slice(0, 3).map((deliverable) => (
            <DeliverableItem deliverable={deliverable} withGroup={false} />
          ))}
        </ItemList>
      ) : (
        <p>Ce que le groupe produira s’affichera ici : guides, modèles, outils.</p>
      )}
    </Section>
  );
}
