import { type RawBuilder, sql } from 'kysely';
import { patternsOf, type Typed } from './words.ts';

/** The words found in a short text, between \u0001 and \u0002; of a longer one, the passage around them. */
export function headline(shown: RawBuilder<unknown>, asked: RawBuilder<unknown>): RawBuilder<string> {
  return sql`ts_headline('public.french_plain', ${shown}, ${asked},
      'StartSel=\u0001, StopSel=\u0002, ' || case when length(${shown}) <= 240 then 'HighlightAll=true'
        else 'MaxWords=30, MinWords=15, MaxFragments=1' end)`;
}

/** The part of a long `body` that holds the words: reading it whole for an excerpt is what a search would cost most. */
export function passage(typed: Typed): RawBuilder<string> {
  const { together, any } = patternsOf(typed);
  return sql`case when length(body) <= 700 then body else (
    select regexp_replace(substr(body, greatest(1, start), 600), case when start > 1 then '^\\S*\\s+' else '^' end, '')
    from (select coalesce(nullif(regexp_instr(body, ${together}), 0), regexp_instr(body, ${any})) - 200 as start) as cut) end`;
}
