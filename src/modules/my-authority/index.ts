/** My authority: what concerns it and why, when, what to do. See README.md. */
export { type ConcerningEntry, concerningEntries } from './entries.ts';
export { myAuthoritySection } from './section.tsx';
