import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Answers } from '../surveys/index.ts';
import { readModel } from './model.ts';
import { bandOf, lowestFirst, meanOf, reachedLevel, scoresOf } from './scoring.ts';

const model = await readModel();
const answer = fc.oneof(
  fc.integer({ min: 0, max: 4 }),
  fc.constantFrom<'unknown' | 'not_applicable'>('unknown', 'not_applicable'),
);
const whole = fc.record(Object.fromEntries(model.questions.map(({ id }) => [id, answer])));
const all = (value: number | string): Answers =>
  Object.fromEntries(model.questions.map(({ id }) => [id, value]));
const idsOf = (code: string) => model.questions.filter(({ axis }) => axis === code).map(({ id }) => id);

describe('scores', () => {
  test('are the weighted mean of each axis, to the nearest tenth, and the mean of the axes', () => {
    // P3 weighs 1.5: (4 × 1.5 + 1 + 1 + 0) ÷ 4.5 = 1.777…
    const scores = scoresOf(model, { ...all(2), P1: 1, P2: 1, P3: 4, P4: 0 });
    expect(scores.axes).toEqual({
      gouvernance: 2,
      connaissance: 2,
      protection: 1.8,
      ouverture: 2,
      usages: 2,
      competences: 2,
    });
    expect(scores.overall).toBe(2);
    // Halves of a tenth go up: (1 + 2 + 1 + 1) ÷ 4 = 1.25.
    expect(scoresOf(model, { ...all(1), G2: 2 }).axes.gouvernance).toBe(1.3);
  });

  test('count « ne sait pas » as nothing, and leave out « sans objet »', () => {
    expect(scoresOf(model, { ...all(4), G1: 'unknown' }).axes.gouvernance).toBe(3);
    expect(scoresOf(model, { ...all(4), G1: 'not_applicable' }).axes.gouvernance).toBe(4);
  });

  test('an axis where nothing applies has none, and the others make the mean', () => {
    const scores = scoresOf(model, {
      ...all(3),
      ...Object.fromEntries(idsOf('usages').map((id) => [id, 'not_applicable'])),
    });
    expect(scores.axes.usages).toBeNull();
    expect(scores.overall).toBe(3);
    expect(lowestFirst(model, scores).map(({ axis }) => axis.code)).not.toContain('usages');
    expect(scoresOf(model, all('not_applicable')).overall).toBeNull();
  });

  test('stand between 0 and 4, in tenths, each axis between its lowest and highest answer', () => {
    fc.assert(
      fc.property(whole, (answers) => {
        const { axes, overall } = scoresOf(model, answers);
        for (const [code, score] of Object.entries(axes)) {
          const levels = idsOf(code).flatMap((id) => {
            const own = answers[id];
            return own === 'not_applicable' || own === undefined ? [] : [own === 'unknown' ? 0 : own];
          });
          if (score === null) expect(levels).toEqual([]);
          else {
            expect(score).toBeGreaterThanOrEqual(Math.min(...levels));
            expect(score).toBeLessThanOrEqual(Math.max(...levels));
            expect(Number((score * 10).toFixed(6)) % 1).toBe(0);
          }
        }
        const known = Object.values(axes).filter((score) => score !== null);
        if (overall === null) expect(known).toEqual([]);
        else {
          expect(overall).toBeGreaterThanOrEqual(Math.min(...known));
          expect(overall).toBeLessThanOrEqual(Math.max(...known));
        }
      }),
    );
  });

  test('do not depend on the order in which one answered', () => {
    fc.assert(
      fc.property(
        whole,
        fc.shuffledSubarray(
          model.questions.map(({ id }) => id),
          { minLength: model.questions.length },
        ),
        (answers, order) => {
          const shuffled = Object.fromEntries(order.map((id) => [id, answers[id] ?? 0]));
          expect(scoresOf(model, shuffled)).toEqual(scoresOf(model, answers));
        },
      ),
    );
  });

  test('saying that a question does not apply is the same as never having been asked', () => {
    fc.assert(
      fc.property(whole, fc.constantFrom(...model.questions.map(({ id }) => id)), (answers, id) => {
        const { [id]: _, ...without } = answers;
        expect(scoresOf(model, { ...answers, [id]: 'not_applicable' })).toEqual(scoresOf(model, without));
      }),
    );
  });

  test('never fall when one answer rises', () => {
    fc.assert(
      fc.property(
        whole,
        fc.constantFrom(...model.questions.map(({ id }) => id)),
        fc.integer({ min: 0, max: 3 }),
        (answers, id, level) => {
          const before = scoresOf(model, { ...answers, [id]: level }).overall ?? 0;
          expect(scoresOf(model, { ...answers, [id]: level + 1 }).overall).toBeGreaterThanOrEqual(before);
        },
      ),
    );
  });
});

test('tenths are added without losing any', () => {
  // As floating numbers they would give 0.35, and 0.3.
  expect(meanOf([0.1, 0.2, 0.3, 0.8])).toBe(0.4);
  expect(meanOf([])).toBeNull();
});

test('every tenth falls in a band and reaches a level, in the words of the method', () => {
  const words = (score: number) => `${bandOf(model, score)}, ${reachedLevel(model, score).label}`;
  expect([0, 0.9, 1, 1.9, 2, 2.9, 3, 3.9, 4].map(words)).toEqual([
    'À lancer, Inexistant',
    'À lancer, Inexistant',
    'Premiers pas, Ponctuel',
    'Premiers pas, Ponctuel',
    'En structuration, Organisé',
    'En structuration, Organisé',
    'Avancé, Piloté',
    'Avancé, Piloté',
    'Avancé, Amélioré en continu',
  ]);
});
