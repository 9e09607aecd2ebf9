export {
  type AccountDeletion,
  deleteAccount,
  deletedName,
  onAccountDeletion,
} from './account-deletion.ts';
export {
  acceptAccount,
  addressOf,
  openAccount,
  type Profile,
  readProfile,
  refuseAccount,
  returnToPending,
} from './accounts.ts';
export {
  type Actor,
  type ActorMembership,
  copilotedBy,
  hasOpened,
  isAdministrator,
  isCopilot,
  isMember,
  isProgrammeTeam,
  mayOpen,
  type Opening,
  runsGroup,
  type SiteRole,
  seesInside,
} from './actor.ts';
export { acceptAddress } from './address-check.ts';
export { onAddressConfirmed } from './address-confirmation.ts';
export { bodyColumns, bodyWords } from './body-words.ts';
export { type DataReader, rowsHeld, together } from './data-part.ts';
export {
  isFictional,
  listDemonstrationAccounts,
  openDemonstrationAccount,
  removeDemonstrationAccounts,
} from './demonstration.ts';
export { type Departure, departuresOf, forgetDeparture } from './departures.ts';
export { firstAdministratorLink } from './first-administrator.ts';
export { localPath, localPathField } from './local-path.ts';
export { domainOf } from './mail-domains.ts';
export { personName } from './person-name.ts';
export { qualityLabels } from './quality-labels.ts';
export { grantRole, revokeRole } from './roles.ts';
export {
  actorsOfSessions,
  actorWithoutSession,
  clearSessionCookie,
  openSession,
  readActor,
  signedIn,
} from './sessions.ts';
export { sendSignInMail } from './sign-in.ts';
export { type Standing, writeStanding } from './standing.ts';
export { restoreAccount, type Suspension, suspensionOf } from './suspension.ts';
export {
  distrustDomain,
  findTrustedDomain,
  isTrusted,
  listTrustedDomains,
  reasonNotToTrust,
  type TrustedDomain,
  trustDomain,
} from './trusted-domains.ts';
/** Keeping a person out takes two: one proposes, another confirms. */
export {
  decideSuspension,
  proposeSuspension,
  type SuspensionProposal,
  waitingSuspension,
  waitingSuspensions,
  whoMayConfirm,
} from './two-persons.ts';
export { AccountNav } from './views/account.tsx';
export { signUpCodePath } from './views/sign-in.tsx';
export { rememberAddress } from './visitor.ts';
export { type Writer, writersOf, writerWords } from './writers.ts';
