import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readElectedSurvey } from '../load.ts';
import { moveQuestion, moveSection, optionsOfLines, reworded, wordingsOf } from './arrange.ts';
import { codebookOf, rangesOf } from './codebook.ts';
import { type Answers, type Condition, holds } from './condition.ts';
import { readPage } from './page.ts';
import { inOrder, type Question, type Questionnaire, questionnaireSchema } from './question.ts';
import { missingQuestions, shownQuestions, standingAnswers } from './shown.ts';
import { fieldOf, readAnswer, valuesOfAnswers } from './typed.ts';
import { answerWords, conditionWords } from './words.ts';

const common = { section: 's', help: null, required: true, show_if: null };
const ways = { allow_unknown: true, allow_not_applicable: true };
const options = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ code: String(index + 1), label: `Choix ${index + 1}` }));

const one: Question = { ...common, ...ways, id: 'A', type: 'single', text: 'Un ?', options: options(3) };
const several: Question = {
  ...common,
  id: 'B',
  type: 'multiple',
  text: 'Plusieurs ?',
  options: options(4),
  max_choices: 2,
};
const level: Question = {
  ...common,
  ...ways,
  id: 'C',
  type: 'scale',
  text: 'À quel niveau ?',
  levels: [0, 1, 2, 3, 4].map((n) => ({ level: n, label: `Niveau ${n}` })),
};
const count: Question = {
  ...common,
  ...ways,
  id: 'D',
  type: 'number',
  text: 'Combien ?',
  min: 0,
  max: 50_000,
  decimals: false,
  unit: 'agents',
  steps: [10, 100],
};
const rank: Question = {
  ...common,
  id: 'E',
  type: 'ranking',
  text: 'Dans quel ordre ?',
  options: options(5),
  max_ranked: 3,
};
const grid: Question = {
  ...common,
  id: 'F',
  type: 'matrix',
  text: 'Lignes',
  rows: options(2),
  columns: options(3),
};
const text: Question = { ...common, id: 'G', type: 'text', text: 'Dites', max_length: 50, required: false };
const every = [one, several, level, count, rank, grid, text];

const of = (questions: readonly Question[]): Questionnaire =>
  questionnaireSchema.parse({ sections: [{ code: 's', label: 'S', introduction: '' }], questions });

describe('conditions', () => {
  it.each<[Condition, Answers, boolean]>([
    [{ question: 'A', in: ['1', '2'] }, { A: '2' }, true],
    [{ question: 'A', in: ['1'] }, { A: '2' }, false],
    [{ question: 'A', in: ['1'] }, {}, false],
    [{ not: { question: 'A', in: ['1'] } }, {}, true],
    [{ question: 'B', in: ['3'] }, { B: ['1', '3'] }, true],
    [{ question: 'C', op: '>=', value: 2 }, { C: 2 }, true],
    [{ question: 'C', op: '>', value: 2 }, { C: 2 }, false],
    [{ question: 'C', op: '<', value: 2 }, { C: 'unknown' }, false],
    [{ question: 'C', in: ['2'] }, { C: 2 }, true],
    [{ question: 'C', in: ['unknown'] }, { C: 'unknown' }, true],
    [{ question: 'F', row: '2', in: ['1'] }, { F: { 1: '1', 2: '3' } }, false],
    [{ question: 'F', in: ['1'] }, { F: { 1: '1', 2: '3' } }, true],
    [{ question: 'G', answered: true }, { G: 'oui' }, true],
    [
      {
        all: [
          { question: 'A', in: ['1'] },
          { question: 'C', op: '=', value: 4 },
        ],
      },
      { A: '1', C: 4 },
      true,
    ],
    [
      {
        any: [
          { question: 'A', in: ['1'] },
          { question: 'C', op: '=', value: 4 },
        ],
      },
      { A: '3', C: 4 },
      true,
    ],
    [{ question: 'constructor', answered: true }, {}, false],
  ])('%j of %j is %s', (condition, answers, expected) => {
    expect(holds(condition, answers)).toBe(expected);
  });

  it('may ask only about what comes before, and about choices that are there', () => {
    const wrong = (show_if: Condition, questions = [one, { ...several, show_if }]) =>
      questionnaireSchema.safeParse({ sections: [{ code: 's', label: 'S', introduction: '' }], questions })
        .success;
    expect(wrong({ question: 'A', in: ['1'] })).toBe(true);
    expect(wrong({ question: 'A', in: ['unknown'] })).toBe(true);
    expect(wrong({ question: 'A', in: ['9'] })).toBe(false);
    expect(wrong({ question: 'Z', answered: true })).toBe(false);
    expect(wrong({ question: 'B', in: ['1'] })).toBe(false);
    expect(
      wrong({ question: 'A', in: ['1'] }, [{ ...several, show_if: { question: 'A', in: ['1'] } }, one]),
    ).toBe(false);
  });

  it('drop the answers to what is not asked any more, and to what hung on it', () => {
    const chain = of([
      one,
      { ...several, show_if: { question: 'A', in: ['1'] } },
      { ...text, show_if: { question: 'B', in: ['2'] } },
    ]);
    const answers = { A: '1', B: ['2'], G: 'oui' };
    expect(standingAnswers(chain, answers)).toEqual(answers);
    expect(standingAnswers(chain, { ...answers, A: '2' })).toEqual({ A: '2' });
    expect(shownQuestions(chain, { ...answers, A: '2' }).map(({ id }) => id)).toEqual(['A']);
    expect(missingQuestions(chain, { A: '1' }).map(({ id }) => id)).toEqual(['B']);
  });

  it('are told in words', () => {
    const asked = of([one, several]);
    expect(
      conditionWords(
        { any: [{ question: 'A', in: ['1', '2'] }, { not: { question: 'B', in: ['3'] } }] },
        asked,
      ),
    ).toBe('« Un ? » : Choix 1 ou Choix 2 ou pas (« Plusieurs ? » : Choix 3)');
  });
});

describe('what is typed', () => {
  const answerOf: Record<string, fc.Arbitrary<Answers[string]>> = {
    A: fc.constantFrom('1', '2', '3', 'unknown', 'not_applicable'),
    B: fc.subarray(['1', '2', '3', '4'], { minLength: 1, maxLength: 2 }),
    C: fc.constantFrom(0, 1, 2, 3, 4, 'unknown', 'not_applicable'),
    D: fc.oneof(fc.integer({ min: 0, max: 50_000 }), fc.constantFrom('unknown', 'not_applicable')),
    E: fc.shuffledSubarray(['1', '2', '3', '4', '5'], { minLength: 1, maxLength: 3 }),
    F: fc.record({ 1: fc.constantFrom('1', '2', '3'), 2: fc.constantFrom('1', '2', '3') }),
    G: fc.constantFrom('oui', 'deux\nlignes'),
  };

  it('is read as the answer that the fields were filled with', () => {
    fc.assert(
      fc.property(fc.record(answerOf), (answers) => {
        const read = readPage(of(every), every, {}, valuesOfAnswers(every, answers));
        expect(read).toEqual({ given: answers, errors: {} });
      }),
    );
  });

  it('whatever it is, gives an answer that the questionnaire knows, or a message', () => {
    const names = every.flatMap((question) => [
      fieldOf(question),
      ...['1', '2', '3', 'sans'].map((part) => fieldOf(question, part)),
    ]);
    const value = fc.oneof(
      fc.string(),
      fc.constantFrom('1', '2', '9', '-1', '1e308', '__proto__', 'NaN', ' 3 '),
    );
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom(...names), fc.oneof(value, fc.array(value, { maxLength: 4 }))),
        (values) => {
          const { given, errors } = readPage(of(every), every, {}, values);
          for (const question of every) {
            const answer = given[question.id];
            if (answer === undefined) continue;
            expect(readAnswer(question, valuesOfAnswers([question], { [question.id]: answer }))).toEqual({
              answer,
            });
          }
          for (const question of every.filter(({ required, id }) => required && given[id] === undefined))
            expect(Object.keys(errors).some((field) => field.startsWith(fieldOf(question)))).toBe(true);
        },
      ),
    );
  });

  it.each([
    ['1 250', { answer: 1250 }],
    ['50001', { errors: { q_D: 'Ce nombre est trop grand : 50\u202f000 au plus.' } }],
    ['-1', { errors: { q_D: 'Ce nombre est trop petit : 0 au moins.' } }],
    ['2,5', { errors: { q_D: 'Écrivez un nombre entier.' } }],
    ['douze', { errors: { q_D: 'Écrivez un nombre en chiffres. Exemple : 1 250' } }],
  ])('the number %s', (typed, expected) => {
    expect(readAnswer(count, { q_D: typed })).toEqual(expected);
  });

  it('a number and "I do not know" at once are refused', () => {
    expect(readAnswer(count, { q_D: '3', q_D_sans: 'unknown' })).toHaveProperty('errors');
  });

  it('leniently asks for nothing, but takes nothing wrong', () => {
    const read = readPage(of(every), every, {}, { q_A: '99', q_B: ['1'] }, { lenient: true });
    expect(read.given).toEqual({ B: ['1'] });
    expect(Object.keys(read.errors)).toEqual(['q_A']);
    // Some rows of a matrix are kept, and are no whole answer.
    const some = readPage(of(every), every, {}, { q_F_1: '2' }, { lenient: true });
    expect(some).toEqual({ given: { F: { 1: '2' } }, errors: {} });
    expect(missingQuestions(of([grid]), some.given)).toEqual([grid]);
    expect(missingQuestions(of([grid]), { F: { 1: '2', 2: '1' } })).toEqual([]);
  });

  it('of a question that an answer of the same page hides is neither kept nor wrong', () => {
    const whole = of([one, { ...several, show_if: { question: 'A', in: ['1'] } }]);
    expect(readPage(whole, inOrder(whole), {}, { q_A: '2', q_B: ['9'] })).toEqual({
      given: { A: '2' },
      errors: {},
    });
  });
});

describe('codes', () => {
  const book = codebookOf(of(every));
  it('are each of one thing, and stay the same when words change', () => {
    const codes = [
      ...book.dimensions.flatMap(({ answered, categories }) => [
        answered,
        ...categories.map(({ code }) => code),
      ]),
      ...[...book.places.values()].flatMap((places) => [...places.codes.values()].flat()),
    ];
    expect(codes.toSorted((a, b) => a - b)).toEqual(
      Array.from({ length: book.size }, (_, index) => index + 1),
    );
    const otherWords = of(
      every.map((question) => reworded(question, new Map(wordingsOf(question).map(({ key }) => [key, 'x'])))),
    );
    expect(codebookOf(otherWords).codesOf({ A: '2', E: ['3', '1'] })).toEqual(
      book.codesOf({ A: '2', E: ['3', '1'] }),
    );
  });

  it('count an answer once in each dimension of one', () => {
    const held = new Set(book.codesOf({ A: 'unknown', C: 3, D: 250, F: { 1: '2', 2: '3' } }));
    for (const { key, kind, categories, answered } of book.dimensions) {
      const own = categories.filter(({ code }) => held.has(code));
      expect(own.length, key).toBe(kind === 'one' && held.has(answered) ? 1 : 0);
    }
  });

  it('put a number in its range', () => {
    expect(
      rangesOf({ steps: [10, 100], min: null, max: null, decimals: false, unit: null }).map(
        ({ label }) => label,
      ),
    ).toEqual(['Moins de 10', '10 à 99', '100 et plus']);
    const range = (value: number) => {
      const held = new Set(book.codesOf({ D: value }));
      return book.dimensions.find(({ key }) => key === 'D')?.categories.find(({ code }) => held.has(code))
        ?.label;
    };
    expect([range(0), range(9), range(10), range(99), range(100)]).toEqual([
      'Moins de 10',
      'Moins de 10',
      '10 à 99',
      '10 à 99',
      '100 et plus',
    ]);
  });
});

describe('putting in order', () => {
  const two: Questionnaire = {
    sections: [
      { code: 's', label: 'S', introduction: '' },
      { code: 't', label: 'T', introduction: '' },
    ],
    questions: [one, several, { ...level, section: 't' }],
  };
  const ids = (questionnaire: Questionnaire) =>
    inOrder(questionnaire).map(({ id, section }) => `${section}${id}`);

  it('moves a question within its section, then into the one beside', () => {
    expect(ids(moveQuestion(two, 'B', 'up'))).toEqual(['sB', 'sA', 'tC']);
    expect(ids(moveQuestion(two, 'B', 'down'))).toEqual(['sA', 'tB', 'tC']);
    expect(ids(moveQuestion(two, 'C', 'up'))).toEqual(['sA', 'sB', 'sC']);
    expect(ids(moveQuestion(two, 'A', 'up'))).toEqual(ids(two));
    expect(ids(moveQuestion(two, 'nobody', 'up'))).toEqual(ids(two));
  });

  it('moves a section with its questions', () => {
    expect(ids(moveSection(two, 't', 'up'))).toEqual(['tC', 'sA', 'sB']);
    expect(ids(moveSection(two, 's', 'up'))).toEqual(ids(two));
  });

  it('keeps the codes of choices that stay', () => {
    expect(optionsOfLines(['Choix 3', 'Nouveau', 'Choix 1'], options(3))).toEqual([
      { code: '3', label: 'Choix 3' },
      { code: '4', label: 'Nouveau' },
      { code: '1', label: 'Choix 1' },
    ]);
  });
});

it('the survey that the product ships is a questionnaire, told in words', async () => {
  const { questionnaire } = await readElectedSurvey();
  expect(inOrder(questionnaire)).toHaveLength(16);
  const rated = questionnaire.questions.find(({ id }) => id === 'E5');
  expect(rated && answerWords(rated, 7)).toEqual(['7 sur 10']);
});
