import { routes as adminRoutes } from './modules/admin/routes.tsx';
import { agendaPart, loadAgenda } from './modules/agenda/index.ts';
import { agendaData } from './modules/agenda/own-data.ts';
import { routes as agendaRoutes } from './modules/agenda/routes.tsx';
import { siteAddresses as agendaAddresses } from './modules/agenda/site-addresses.ts';
import { tasks as agendaTasks } from './modules/agenda/tasks.ts';
import { loadFlags } from './modules/audience/index.ts';
import { routes as audienceRoutes } from './modules/audience/routes.tsx';
import { catalogueSection, loadCatalogues, measureHelp } from './modules/catalogue/index.ts';
import { catalogueData } from './modules/catalogue/own-data.ts';
import { routes as catalogueRoutes } from './modules/catalogue/routes.tsx';
import { siteAddresses as catalogueAddresses } from './modules/catalogue/site-addresses.ts';
import { tasks as catalogueTasks } from './modules/catalogue/tasks.ts';
import { charterPages, loadCharters } from './modules/charters/index.ts';
import { charterData } from './modules/charters/own-data.ts';
import { routes as charterRoutes } from './modules/charters/routes.tsx';
import { siteAddresses as charterAddresses } from './modules/charters/site-addresses.ts';
import { tasks as charterTasks } from './modules/charters/tasks.ts';
import { newDecisions } from './modules/decisions/index.ts';
import { decisionData } from './modules/decisions/own-data.ts';
import { routes as decisionRoutes } from './modules/decisions/routes.tsx';
import { siteAddresses as decisionAddresses } from './modules/decisions/site-addresses.ts';
import { tasks as decisionTasks } from './modules/decisions/tasks.ts';
import { loadDemonstration } from './modules/demonstration/index.ts';
import { replyTasks } from './modules/discussions/index.ts';
import { discussionData } from './modules/discussions/own-data.ts';
import { discussionRoutes } from './modules/discussions/routes.tsx';
import { tasks as discussionTasks } from './modules/discussions/tasks.ts';
import { originOf } from './modules/documents/index.ts';
import { routes as documentRoutes } from './modules/documents/routes.tsx';
import { tasks as documentTasks } from './modules/documents/tasks.ts';
import { loadGroups } from './modules/groups/index.ts';
import { groupData } from './modules/groups/own-data.ts';
import { routes as groupRoutes } from './modules/groups/routes.tsx';
import { siteAddresses as groupAddresses } from './modules/groups/site-addresses.ts';
import { tasks as groupTasks } from './modules/groups/tasks.ts';
import type { DataReader } from './modules/identity/index.ts';
import { identityData } from './modules/identity/own-data.ts';
import { routes as identityRoutes } from './modules/identity/routes.tsx';
import { tasks as identityTasks } from './modules/identity/tasks.ts';
import { loadDeliverables, newDeliverables } from './modules/library/index.ts';
import { libraryData } from './modules/library/own-data.ts';
import { routes as libraryRoutes } from './modules/library/routes.tsx';
import { siteAddresses as deliverableAddresses } from './modules/library/site-addresses.ts';
import { tasks as libraryTasks } from './modules/library/tasks.ts';
import { routes as mailboxRoutes } from './modules/mailbox/routes.tsx';
import { loadMaturity, maturitySection } from './modules/maturity/index.ts';
import { maturityData } from './modules/maturity/own-data.ts';
import { routes as maturityRoutes } from './modules/maturity/routes.tsx';
import { siteAddresses as maturityAddresses } from './modules/maturity/site-addresses.ts';
import { tasks as maturityTasks } from './modules/maturity/tasks.ts';
import { meetingsHeld } from './modules/meetings/index.ts';
import { meetingData } from './modules/meetings/own-data.ts';
import { routes as meetingRoutes } from './modules/meetings/routes.tsx';
import { tasks as meetingTasks } from './modules/meetings/tasks.ts';
import { membershipData } from './modules/membership/own-data.ts';
import { routes as membershipRoutes } from './modules/membership/routes.tsx';
import { tasks as membershipTasks } from './modules/membership/tasks.ts';
import { moderationData } from './modules/moderation/own-data.ts';
import { routes as moderationRoutes } from './modules/moderation/routes.tsx';
import { tasks as moderationTasks } from './modules/moderation/tasks.ts';
import { myAuthoritySection } from './modules/my-authority/index.ts';
import { myAuthorityData } from './modules/my-authority/own-data.ts';
import { routes as myAuthorityRoutes } from './modules/my-authority/routes.tsx';
import { tasks as myAuthorityTasks } from './modules/my-authority/tasks.ts';
import { mailRevisions } from './modules/notices/index.ts';
import { noticeData } from './modules/notices/own-data.ts';
import { routes as noticeRoutes } from './modules/notices/routes.tsx';
import { tasks as noticeTasks } from './modules/notices/tasks.ts';
import { loadOrganisations } from './modules/organisations/index.ts';
import { siteAddresses as organisationAddresses } from './modules/organisations/site-addresses.ts';
import { loadPages, programmeSection } from './modules/portal/index.ts';
import { portalData } from './modules/portal/own-data.ts';
import { routes as portalRoutes } from './modules/portal/routes.tsx';
import { siteAddresses as portalAddresses } from './modules/portal/site-addresses.ts';
import { loadPrerequisites, prerequisitePages } from './modules/prerequisites/index.ts';
import { prerequisiteData } from './modules/prerequisites/own-data.ts';
import { routes as prerequisiteRoutes } from './modules/prerequisites/routes.tsx';
import { siteAddresses as prerequisiteAddresses } from './modules/prerequisites/site-addresses.ts';
import { loadRollouts, type PagesOf, rolloutsSection } from './modules/rollouts/index.ts';
import { rolloutData } from './modules/rollouts/own-data.ts';
import { rolloutRoutes } from './modules/rollouts/routes.tsx';
import { siteAddresses as rolloutAddresses } from './modules/rollouts/site-addresses.ts';
import { tasks as rolloutTasks } from './modules/rollouts/tasks.ts';
import { routes as spaceRoutes } from './modules/space/routes.tsx';
import { routes as spaceSearchRoutes } from './modules/space-search/routes.tsx';
import { askForFilling, tasks as spaceSearchTasks } from './modules/space-search/tasks.ts';
import { loadSurveys } from './modules/surveys/index.ts';
import { surveyData } from './modules/surveys/own-data.ts';
import { routes as surveyRoutes } from './modules/surveys/routes.tsx';
import { siteAddresses as surveyAddresses } from './modules/surveys/site-addresses.ts';
import { tasks as surveyTasks } from './modules/surveys/tasks.ts';
import { loadTerritories } from './modules/territories/index.ts';
import { territoryRoutes } from './modules/territories/routes.tsx';
import { loadLearningPaths, trainingPages } from './modules/training/index.ts';
import { trainingData } from './modules/training/own-data.ts';
import { routes as trainingRoutes } from './modules/training/routes.tsx';
import { siteAddresses as trainingAddresses } from './modules/training/site-addresses.ts';
import { tasks as trainingTasks } from './modules/training/tasks.ts';
import { vendorPages, vendorSection } from './modules/vendors/index.ts';
import { vendorData } from './modules/vendors/own-data.ts';
import { routes as vendorRoutes } from './modules/vendors/routes.tsx';
import { siteAddresses as vendorAddresses } from './modules/vendors/site-addresses.ts';
import { tasks as vendorTasks } from './modules/vendors/tasks.ts';
import type { Db } from './platform/database/index.ts';
import type { Deps } from './platform/deps.ts';
import type { FileStore } from './platform/files/index.ts';
import type { App } from './platform/http/index.ts';
import type { Task } from './platform/jobs/index.ts';
import type { MailRevision } from './platform/mail/index.ts';
import type { SiteAddress } from './platform/site-addresses.ts';

/** What a module needs to fill the database before the server starts. */
export interface ContentDeps {
  db: Db;
  files: FileStore;
  /** Whether this instance is a demonstration. */
  demo: boolean;
  now: Date;
  /** Tells the operator how far it is. */
  say: (line: string) => void;
}

/** What a module gives the product. */
export interface Module {
  name: string;
  routes?: (app: App, deps: Deps) => void | Promise<void>;
  /** Runs behind the pages. */
  tasks?: (deps: Deps) => Task[];
  /** Mails whose words are decided when they leave. */
  mailRevisions?: (deps: Deps) => MailRevision[];
  /** Fills the database with the content that the product ships; does nothing when that is done. */
  load?: (content: ContentDeps) => Promise<void>;
  /** What it holds on a person, for who asks for all of it. */
  data?: DataReader;
  /** Its public pages, for search engines. */
  addresses?: (db: Db) => Promise<SiteAddress[]>;
}

/** What the modules above the rollouts add to their pages. */
async function pagesAbove(): Promise<PagesOf> {
  const each = [await prerequisitePages(), await charterPages(), vendorPages];
  return (rollout) => each.flatMap((pagesOf) => pagesOf(rollout));
}

async function siteAddresses(db: Db): Promise<SiteAddress[]> {
  return (await Promise.all(modules.map(({ addresses }) => addresses?.(db) ?? []))).flat();
}

/** In the order of dependence: a module may use those above it in this list. */
export const modules: readonly Module[] = [
  {
    name: 'territories',
    routes: (app, deps) =>
      territoryRoutes(app, deps, {
        sections: [
          myAuthoritySection,
          catalogueSection,
          rolloutsSection,
          vendorSection,
          maturitySection,
          programmeSection,
        ],
      }),
    load: async ({ db, say }) => {
      await loadTerritories(db, ({ label, done, total }) => say(`${label} : ${done} sur ${total}`));
    },
  },
  { name: 'organisations', addresses: organisationAddresses, load: loadOrganisations },
  {
    name: 'identity',
    data: identityData,
    routes: identityRoutes,
    tasks: (deps) => identityTasks(deps, () => modules.flatMap(({ data }) => data ?? [])),
  },
  {
    name: 'audience',
    routes: (app, deps) => audienceRoutes(app, deps, { partOf: agendaPart }),
    load: loadFlags,
  },
  { name: 'mailbox', routes: mailboxRoutes },
  {
    name: 'groups',
    data: groupData,
    addresses: groupAddresses,
    // What the draft of a progress point tells beyond the plan.
    routes: (app, deps) =>
      groupRoutes(app, deps, { progressParts: [newDecisions, newDeliverables, meetingsHeld] }),
    tasks: groupTasks,
    load: loadGroups,
  },
  { name: 'membership', data: membershipData, routes: membershipRoutes, tasks: membershipTasks },
  {
    name: 'library',
    data: libraryData,
    addresses: deliverableAddresses,
    routes: (app, deps) => libraryRoutes(app, deps, { originOf }),
    tasks: libraryTasks,
    load: loadDeliverables,
  },
  { name: 'documents', routes: documentRoutes, tasks: documentTasks },
  {
    name: 'decisions',
    data: decisionData,
    addresses: decisionAddresses,
    routes: decisionRoutes,
    tasks: decisionTasks,
  },
  {
    name: 'discussions',
    data: discussionData,
    routes: discussionRoutes,
    tasks: (deps) => [...discussionTasks(), ...replyTasks(deps)],
  },
  { name: 'meetings', data: meetingData, routes: meetingRoutes, tasks: meetingTasks },
  { name: 'notices', data: noticeData, routes: noticeRoutes, tasks: noticeTasks, mailRevisions },
  {
    name: 'agenda',
    data: agendaData,
    addresses: agendaAddresses,
    routes: (app, deps) => agendaRoutes(app, deps, { helpOf: measureHelp }),
    tasks: agendaTasks,
    load: loadAgenda,
  },
  { name: 'moderation', data: moderationData, routes: moderationRoutes, tasks: moderationTasks },
  {
    name: 'catalogue',
    data: catalogueData,
    addresses: catalogueAddresses,
    routes: (app, deps) => catalogueRoutes(app, deps, trainingPages),
    tasks: catalogueTasks,
    load: loadCatalogues,
  },
  {
    name: 'training',
    data: trainingData,
    addresses: trainingAddresses,
    routes: trainingRoutes,
    tasks: trainingTasks,
    load: loadLearningPaths,
  },
  {
    name: 'rollouts',
    data: rolloutData,
    addresses: rolloutAddresses,
    routes: async (app, deps) => rolloutRoutes(app, deps, { pagesOf: await pagesAbove() }),
    tasks: rolloutTasks,
    load: loadRollouts,
  },
  { name: 'vendors', data: vendorData, addresses: vendorAddresses, routes: vendorRoutes, tasks: vendorTasks },
  {
    name: 'prerequisites',
    data: prerequisiteData,
    addresses: prerequisiteAddresses,
    routes: prerequisiteRoutes,
    load: loadPrerequisites,
  },
  {
    name: 'charters',
    data: charterData,
    addresses: charterAddresses,
    routes: charterRoutes,
    tasks: charterTasks,
    load: loadCharters,
  },
  {
    name: 'surveys',
    data: surveyData,
    addresses: surveyAddresses,
    routes: surveyRoutes,
    tasks: surveyTasks,
    load: loadSurveys,
  },
  {
    name: 'maturity',
    data: maturityData,
    addresses: maturityAddresses,
    routes: maturityRoutes,
    tasks: maturityTasks,
    load: loadMaturity,
  },
  { name: 'my-authority', data: myAuthorityData, routes: myAuthorityRoutes, tasks: myAuthorityTasks },
  {
    name: 'portal',
    data: portalData,
    addresses: portalAddresses,
    routes: (app, deps) => portalRoutes(app, deps, { addresses: () => siteAddresses(deps.db) }),
    load: loadPages,
  },
  { name: 'space', routes: spaceRoutes },
  { name: 'space-search', routes: spaceSearchRoutes, tasks: spaceSearchTasks, load: askForFilling },
  { name: 'admin', routes: adminRoutes },
  { name: 'demonstration', load: loadDemonstration },
];
