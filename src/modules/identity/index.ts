export {
  type Actor,
  type ActorMembership,
  isAdministrator,
  isCopilot,
  isMember,
  isProgrammeTeam,
  type SiteRole,
} from './actor.ts';
export { firstAdministratorLink } from './first-administrator.ts';
export { openSession, readActor, setSessionCookie } from './sessions.ts';
