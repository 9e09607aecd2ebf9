import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codebookOf, type Dimension } from '../engine/codebook.ts';
import type { Answers } from '../engine/condition.ts';
import { questionnaireSchema } from '../engine/question.ts';
import { crossOf } from './crossing.ts';
import { smallestGroup } from './protect.ts';
import { everybody, type Source } from './sample.ts';
import { resultsOf } from './summary.ts';
import { onlyThose, tell } from './telling.ts';

const common = { section: 's', help: null, required: false, show_if: null };
const options = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ code: String(index + 1), label: `Choix ${index + 1}` }));
const questionnaire = questionnaireSchema.parse({
  sections: [{ code: 's', label: 'S', introduction: '' }],
  questions: [
    {
      ...common,
      id: 'A',
      type: 'single',
      text: 'A',
      options: options(3),
      allow_unknown: false,
      allow_not_applicable: false,
    },
    { ...common, id: 'B', type: 'multiple', text: 'B', options: options(3), max_choices: null },
    { ...common, id: 'C', type: 'ranking', text: 'C', options: options(4), max_ranked: 2 },
    {
      ...common,
      id: 'D',
      type: 'single',
      text: 'D',
      options: options(4),
      allow_unknown: true,
      allow_not_applicable: false,
    },
  ],
});
const book = codebookOf(questionnaire);

function sourceOf(answers: readonly Answers[]): Source {
  const held = answers.map((one) => new Set(book.codesOf(one)));
  const count = (a: number, b: number) => held.filter((codes) => codes.has(a) && codes.has(b)).length;
  const all = new Map(Array.from({ length: book.size }, (_, at) => [at + 1, count(at + 1, at + 1)]));
  return { all, pairs: count, total: answers.length };
}

const optional = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined, freq: 6 });
const answers = fc
  .record({
    A: optional(fc.constantFrom('1', '1', '1', '2', '3')),
    B: optional(fc.subarray(['1', '2', '3'], { minLength: 1 })),
    C: optional(fc.shuffledSubarray(['1', '2', '3', '4'], { minLength: 2, maxLength: 2 })),
    D: optional(fc.constantFrom('1', '1', '2', '2', '3', '4', 'unknown')),
  })
  .map(
    (one): Answers =>
      Object.fromEntries(
        Object.entries(one).flatMap(([id, value]) => (value === undefined ? [] : [[id, value]])),
      ),
  );

const isSmall = (count: number | null) => count !== null && count > 0 && count < smallestGroup;

describe('results of few people', () => {
  it('never tell a small count: of all, under a filter, or crossed, which are hidden alike whichever way', () => {
    fc.assert(
      fc.property(fc.array(answers, { minLength: 5, maxLength: 60 }), (given) => {
        const source = sourceOf(given);
        const dimensions = book.dimensions;
        const small: string[] = [];
        const look = (where: string, counts: readonly (number | null)[]) => {
          if (counts.some(isSmall)) small.push(`${where}: ${counts}`);
        };
        const read = (where: string, sample: Parameters<typeof resultsOf>[2]) => {
          for (const result of resultsOf(questionnaire, book, sample)) {
            if (result.kind === 'breakdown' || result.kind === 'ranking')
              look(
                where,
                result.breakdown.lines.map(({ count }) => count),
              );
            if (result.kind === 'ranking')
              for (const { places } of result.ranked) look(`${where} places`, places);
          }
        };
        read('all', everybody(source.all, source.total));
        for (const rows of dimensions) {
          for (const { code, value } of rows.categories) {
            const sample = onlyThose(rows, code, source);
            if (sample) read(`${rows.key}:${value}`, sample);
          }
          for (const columns of dimensions) {
            const cross = crossOf(rows, columns, source);
            for (const row of cross.cells) look(`${rows.key} × ${columns.key}`, row);
            const back = crossOf(columns, rows, source);
            expect(cross.cells.map((row) => [...row])).toEqual(
              rows.categories.map((_, r) => columns.categories.map((__, c) => back.cells[c]?.[r])),
            );
          }
        }
        expect(small).toEqual([]);
      }),
      { numRuns: 60 },
    );
  }, 60_000);

  const ranking = (): Dimension => {
    const found = book.dimensions.find(({ key }) => key === 'C');
    if (!found) throw new Error('no ranking');
    return found;
  };

  it('hide a second choice of a ranking, whose places all add up', () => {
    const given: Answers[] = [
      ...Array.from({ length: 40 }, (): Answers => ({ C: ['1', '2'] })),
      ...Array.from({ length: 20 }, (): Answers => ({ C: ['1', '3'] })),
      ...Array.from({ length: 3 }, (): Answers => ({ C: ['1', '4'] })),
    ];
    const { lines } = tell(ranking(), everybody(sourceOf(given).all, given.length));
    expect(lines.map(({ count }) => count)).toEqual([63, 40, null, null]);
  });

  it('hide those of a group that what is told of the others would give away', () => {
    // Twenty said « 2 » to A, of whom three ranked 4: told of the sixty others, the three would follow from all.
    const given: Answers[] = [
      ...Array.from({ length: 57 }, (): Answers => ({ A: '1', C: ['1', '4'] })),
      ...Array.from({ length: 17 }, (): Answers => ({ A: '2', C: ['1', '2'] })),
      ...Array.from({ length: 3 }, (): Answers => ({ A: '2', C: ['1', '4'] })),
    ];
    const source = sourceOf(given);
    const [single] = book.dimensions;
    if (!single) throw new Error('no question');
    const { cells } = crossOf(single, ranking(), source);
    expect(cells[1]?.[3]).toBeNull();
    expect(cells[0]?.[3]).toBeNull();
  });
});
