// The door: who is concerned by a rule, and why; for one authority, or for all of them.

export { withPeople } from './change.ts';
export { concernedPage } from './concerned.ts';
export { missingChoices, type RuleChoices, ruleChoices } from './editor/choices.ts';
export { fieldsOfRule, type RuleInput, readRule, ruleFields } from './editor/fields.ts';
export { type Preview, previewInTurn, previewOf } from './editor/preview.ts';
export { evaluate, type Trace, type Verdict } from './evaluate.ts';
export { type Facts, factsOf, type Population } from './facts.ts';
export { type Flag, listFlags, loadFlags } from './flags.ts';
export { type Judgement, judge } from './judgement.ts';
export {
  type Concerned,
  countConcerned,
  countForEach,
  type Share,
  unknownTerritories,
  verdictsOf,
} from './queries.ts';
export {
  type Audience,
  audienceSchema,
  operators,
  type Rule,
  type RuleKind,
  ruleKinds,
  ruleSchema,
  ruleVersion,
  territoriesOf,
} from './rule.ts';
export { type ConcernedQuery, concernedQuery, concernedSearch } from './schemas.ts';
export { sendPreview } from './sending.tsx';
export { readStages, type Stages } from './stages.ts';
export { ConcernedView, concernedWords } from './views/concerned.tsx';
export { RuleFields, type RuleFieldsProps } from './views/rule-fields.tsx';
export { TraceList } from './views/trace-list.tsx';
export { vocabularyOf } from './vocabulary.ts';
export {
  describe,
  type FlagWords,
  reasonOf,
  type Vocabulary,
  verdictWords,
} from './words.ts';
