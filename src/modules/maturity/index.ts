/** The data-maturity self-assessment: where an authority stands with its data, and what to do next. See README.md. */
export {
  addDemonstrationAssessments,
  type DemonstrationPeers,
  removeDemonstrationAssessments,
} from './demonstration.ts';
export { loadMaturity } from './load.ts';
export { maturitySection } from './section.tsx';
