/** The data-maturity self-assessment: where an authority stands with its data, and what to do next. See README.md. */
export { loadMaturity } from './load.ts';
export { maturitySection } from './section.tsx';
