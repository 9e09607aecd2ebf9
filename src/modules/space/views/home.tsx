import { excerpt } from '../../../platform/markdown/index.ts';
import {
  Badge,
  Button,
  Callout,
  Columns,
  EmptyState,
  Fact,
  Form,
  formatNumber,
  ItemList,
  ListItem,
  PageHeader,
  Panel,
  PostButton,
  plural,
  SearchField,
  Section,
  Time,
  Weather,
} from '../../../ui/index.ts';
import type { Keeping } from '../../catalogue/index.ts';
import { mostUnread, type ThreadLine, ThreadList } from '../../discussions/index.ts';
import { dormancyOf, dormancyWords, type Group, GroupStateBadge } from '../../groups/index.ts';
import type { ActorMembership } from '../../identity/index.ts';
import { roleWords } from '../../membership/index.ts';
import { type AuthoritySummary, authorityDetail, authorityUrl } from '../../territories/index.ts';
import type { SpacePart } from '../../training/index.ts';
import type { GroupNews } from '../queries.ts';

/** A group of mine. */
export interface MyGroup extends ActorMembership {
  group: Group;
  /** Threads with something unread since my last visit, `mostUnread` at most. */
  unread: number;
}

export interface HomePageProps {
  name: string;
  news: readonly GroupNews[];
  announcements: readonly ThreadLine[];
  discussions: readonly ThreadLine[];
  groups: readonly MyGroup[];
  joinable: readonly Group[];
  authority?: AuthoritySummary;
  /** The vendor whose space is mine. */
  vendor?: { slug: string; name: string };
  /** Requests to come in that wait for my decision. */
  waiting: number;
  /** What was reported, or is contested, and waits for me. */
  reported: number;
  /** The catalogues that I keep, with what waits there. */
  catalogues: readonly Keeping[];
  training: SpacePart;
  /** Texts that I began and did not post. */
  drafts: number;
  team: boolean;
  now: Date;
}

/** How many of my groups are shown with where they stand. */
const inFull = 12;

export function HomePage(props: HomePageProps) {
  const { name, groups, joinable, now } = props;
  return (
    <>
      <PageHeader
        eyebrow="Mon espace"
        title={`Bonjour ${name}`}
        lead={
          groups.length > 0
            ? 'Voici ce qui a changé dans vos groupes depuis votre dernière visite.'
            : props.team
              ? 'Vous administrez les groupes sans lire leurs échanges.'
              : 'Rejoignez un groupe projet : son avancement et ses échanges vous attendront ici.'
        }
      />
      <Columns aside={<Aside {...props} />}>
        {groups.length > 0 && (
          <>
            <Form method="get" action="/espace/recherche">
              <SearchField id="dans-mes-groupes" label="Chercher dans mes groupes" value="" />
            </Form>
            <WhatIsNew {...props} />
            <Section title="Mes groupes" id="mes-groupes">
              <ItemList label="Mes groupes">
                {groups.slice(0, inFull).map((mine) => (
                  <MyGroupItem mine={mine} now={now} />
                ))}
              </ItemList>
              <OtherGroups groups={groups.slice(inFull)} />
            </Section>
          </>
        )}
        <Joinable groups={joinable} none={groups.length === 0} team={props.team} />
      </Columns>
    </>
  );
}

/** Those that the page would be too long with, by name. */
function OtherGroups({ groups }: { groups: readonly MyGroup[] }) {
  if (groups.length === 0) return null;
  return (
    <>
      <h3>{plural(groups.length, 'autre groupe', 'autres groupes')}</h3>
      <ul aria-label="Mes autres groupes">
        {groups.map(({ group }) => (
          <li>
            <a href={`/espace/groupes/${group.slug}`}>{group.title}</a>
          </li>
        ))}
      </ul>
    </>
  );
}

function WhatIsNew({ news, announcements, discussions }: HomePageProps) {
  const nothing = news.length + announcements.length + discussions.length === 0;
  return (
    <Section title="Quoi de neuf" id="nouveautes">
      {nothing ? (
        <EmptyState title="Vous êtes à jour" level={3}>
          <p>
            Annonces, points d’avancement, livrables et discussions s’afficheront ici dès qu’un de vos groupes
            bougera.
          </p>
        </EmptyState>
      ) : (
        <>
          {announcements.length > 0 && (
            <>
              <h3>Annonces</h3>
              <ThreadList threads={announcements} label="Annonces non lues" level={4} showGroup />
            </>
          )}
          {news.length > 0 && (
            <>
              <h3>Avancement et livrables</h3>
              <ItemList label="Nouveautés de l’avancement et des livrables">
                {news.map((item) => (
                  <NewsItem item={item} />
                ))}
              </ItemList>
            </>
          )}
          {discussions.length > 0 && (
            <>
              <h3>Discussions non lues</h3>
              <ThreadList threads={discussions} label="Discussions non lues" level={4} showGroup />
            </>
          )}
          <PostButton action="/espace/vu" kind="secondary" size="sm" icon="check">
            J’ai tout vu
          </PostButton>
        </>
      )}
    </Section>
  );
}

function NewsItem({ item }: { item: GroupNews }) {
  if (item.kind === 'deliverable') {
    return (
      <ListItem
        title={item.title}
        href={`/livrables/${item.slug}`}
        level={4}
        meta={
          <>
            <Badge kind="accent">Livrable</Badge>
            <span>{item.group.title}</span>
            <Fact icon="calendar">
              publié le <Time value={item.at} />
            </Fact>
          </>
        }
      />
    );
  }
  return (
    <ListItem
      title={`Point d’avancement : ${item.group.title}`}
      href={`/espace/groupes/${item.group.slug}/avancement`}
      level={4}
      meta={
        <>
          <Weather level={item.weather} short />
          <Fact icon="calendar">
            au <Time value={item.onDay} />
          </Fact>
        </>
      }
    >
      <p>{excerpt(item.body, 180)}</p>
    </ListItem>
  );
}

function MyGroupItem({ mine: { group, role, side, unread }, now }: { mine: MyGroup; now: Date }) {
  const { lastProgress, nextStep } = group;
  const dormancy = dormancyOf(group, now);
  return (
    <ListItem
      title={group.title}
      href={`/espace/groupes/${group.slug}`}
      meta={
        <>
          {unread > 0 && (
            <Badge kind="new">
              {unread < mostUnread
                ? plural(unread, 'discussion non lue', 'discussions non lues')
                : `${mostUnread} discussions non lues ou plus`}
            </Badge>
          )}
          {role !== 'member' && (
            <Badge kind={role === 'copilot' ? 'accent' : 'neutral'}>{roleWords({ role, side })}</Badge>
          )}
          {group.state !== 'active' && <GroupStateBadge state={group.state} />}
          {lastProgress && <Weather level={lastProgress.weather} short />}
          <span>
            {dormancy ? (
              dormancyWords(dormancy)
            ) : lastProgress ? (
              <>
                dernier point le <Time value={lastProgress.onDay} />
              </>
            ) : (
              'aucun point d’avancement publié sur Cordée'
            )}
          </span>
        </>
      }
    >
      {nextStep && (
        <p>
          Prochaine étape : {nextStep.title}
          {nextStep.dueOn && (
            <>
              , pour le <Time value={nextStep.dueOn} />
            </>
          )}
        </p>
      )}
    </ListItem>
  );
}

function Joinable({ groups, none, team }: { groups: readonly Group[]; none: boolean; team: boolean }) {
  if (groups.length === 0) {
    if (none && team)
      return (
        <EmptyState
          title="Vous ne faites partie d’aucun groupe"
          action={<Button href="/groupes">Voir tous les groupes projets</Button>}
        >
          <p>
            L’équipe du programme administre les groupes sans les lire. Ouvrez l’espace de l’un d’eux en
            disant pourquoi, ou demandez une invitation à l’un de ses copilotes.
          </p>
        </EmptyState>
      );
    return none ? (
      <EmptyState
        title="Aucun groupe n’est ouvert pour l’instant"
        action={<Button href="/groupes">Voir tous les groupes projets</Button>}
      >
        <p>Dès qu’un groupe projet s’ouvrira aux collectivités, vous pourrez le rejoindre ici.</p>
      </EmptyState>
    ) : null;
  }
  return (
    <Section
      title={none ? 'Choisissez un groupe à rejoindre' : 'Autres groupes à rejoindre'}
      id="rejoindre"
      more={{ label: 'Tous les groupes projets', href: '/groupes' }}
    >
      <ItemList label="Groupes à rejoindre">
        {groups.map((group) => (
          <ListItem
            title={group.title}
            href={`/groupes/${group.slug}`}
            meta={
              <PostButton
                action={`/groupes/${group.slug}/adhesion`}
                kind="secondary"
                size="sm"
                icon="plus"
                context={`le groupe ${group.title}`}
              >
                Rejoindre
              </PostButton>
            }
          >
            <p>{excerpt(group.objective, 220)}</p>
          </ListItem>
        ))}
      </ItemList>
    </Section>
  );
}

function Aside({ authority, vendor, waiting, reported, team, catalogues, training, drafts }: HomePageProps) {
  return (
    <>
      {waiting > 0 && (
        <Callout
          title={`${formatNumber(waiting)} ${waiting > 1 ? 'inscriptions attendent' : 'inscription attend'} votre avis`}
          link={{ label: 'Examiner les demandes', href: '/administration/inscriptions' }}
        />
      )}
      {reported > 0 && (
        <Callout
          title={`${formatNumber(reported)} ${reported > 1 ? 'signalements attendent' : 'signalement attend'} votre avis`}
          link={{ label: 'Ouvrir la modération', href: '/espace/moderation' }}
        />
      )}
      {drafts > 0 && (
        <Panel title="Mes brouillons">
          <p>
            <a href="/espace/brouillons">{plural(drafts, 'texte commencé', 'textes commencés')}</a> et pas
            encore publié{drafts > 1 && 's'}
          </p>
        </Panel>
      )}
      {catalogues.length > 0 && (
        <Panel title="Mes catalogues">
          <ul>
            {catalogues.map(({ slug, of, waiting: count }) => (
              <li>
                <a href={`/catalogues/${slug}/a-traiter`}>Le catalogue {of}</a>
                {count > 0 && ` : ${plural(count, 'contribution attend', 'contributions attendent')}`}
              </li>
            ))}
          </ul>
        </Panel>
      )}
      {authority && (
        <Panel title="Ma collectivité">
          <p>
            <a href={authorityUrl(authority)}>{authority.name}</a>
            <br />
            {authorityDetail(authority)}
          </p>
        </Panel>
      )}
      {vendor && (
        <Panel title="Mon entreprise">
          <p>
            <a href={`/editeurs/${vendor.slug}/espace`}>L’espace de {vendor.name}</a>
          </p>
        </Panel>
      )}
      <Panel title="Mes formations">
        <ul>
          {training.begun.map(({ slug, title, done, total }) => (
            <li>
              Reprendre <a href={`/parcours/${slug}`}>{title}</a> ({done} sur {total})
            </li>
          ))}
          {training.coming > 0 && (
            <li>
              <a href="/formations/mes-inscriptions">
                {plural(training.coming, 'inscription à venir', 'inscriptions à venir')}
              </a>
            </li>
          )}
          {training.begun.length === 0 && (
            <li>
              <a href="/parcours">Parcours de formation</a>
            </li>
          )}
          <li>
            <a href="/formations/sessions">Sessions à venir</a>
          </li>
          {training.keeps && (
            <li>
              <a href="/espace/formations">Tenir les sessions</a>
            </li>
          )}
        </ul>
      </Panel>
      <Panel title="Mon compte">
        <ul>
          <li>
            <a href="/espace/compte">Mes informations et mes connexions</a>
          </li>
          {team && (
            <>
              <li>
                <a href="/administration">Administrer le programme</a>
              </li>
              <li>
                <a href="/espace/agenda">Tenir l’agenda</a>
              </li>
            </>
          )}
          <li>
            <a href="/espace/agenda/mes-propositions">Mes propositions pour l’agenda</a>
          </li>
          <li>
            <a href="/espace/contributions">Mes contributions aux catalogues</a>
          </li>
          <li>
            <a href="/livrables">Tous les livrables</a>
          </li>
        </ul>
      </Panel>
    </>
  );
}
