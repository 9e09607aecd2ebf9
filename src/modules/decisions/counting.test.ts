import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  allVoices,
  choicesFor,
  outcomeOf,
  quorumNeeded,
  type Rule,
  resultWords,
  type Tally,
} from './counting.ts';

const rule: Rule = {
  mode: 'vote',
  voters: 'person',
  bySide: false,
  secret: false,
  options: [],
  quorum: null,
};
const tally = (choice: string, count: number, side: Tally['side'] = 'etat'): Tally => ({
  side,
  choice,
  count,
  reservations: [],
});

describe('a vote for or against', () => {
  it.each([
    ['more for than against', [tally('oui', 3), tally('non', 2)], 'adopted', 'won'],
    [
      'a yes with a reservation is a yes',
      [tally('oui', 1), tally('reserve', 2), tally('non', 2)],
      'adopted',
      'won',
    ],
    ['more against', [tally('oui', 2), tally('non', 3)], 'rejected', 'against'],
    ['as many', [tally('oui', 2), tally('non', 2)], 'rejected', 'tie'],
    ['abstentions weigh nothing', [tally('oui', 1), tally('abstention', 9)], 'adopted', 'won'],
    ['abstentions alone', [tally('abstention', 9)], 'rejected', 'tie'],
    ['nobody', [], 'dropped', 'quorum'],
  ] as const)('%s', (_what, tallies, state, reason) => {
    expect(outcomeOf(rule, tallies, 20)).toMatchObject({ state, reason });
  });

  it('takes its quorum, as a number or a share, abstentions counted', () => {
    const voices = [tally('oui', 3), tally('abstention', 2)];
    expect(outcomeOf({ ...rule, quorum: { count: 5 } }, voices, 20).state).toBe('adopted');
    expect(outcomeOf({ ...rule, quorum: { count: 6 } }, voices, 20)).toMatchObject({
      state: 'dropped',
      reason: 'quorum',
    });
    expect(outcomeOf({ ...rule, quorum: { percent: 25 } }, voices, 20).state).toBe('adopted');
    expect(outcomeOf({ ...rule, quorum: { percent: 25 } }, voices, 21).state).toBe('dropped');
    expect(quorumNeeded({ percent: 33 }, 10)).toBe(4);
  });

  it('takes a majority of each side when asked to', () => {
    const sided = { ...rule, bySide: true };
    const many = [tally('oui', 50, 'collectivites'), tally('non', 2, 'etat'), tally('oui', 1, 'etat')];
    expect(outcomeOf(sided, many, 100)).toMatchObject({ state: 'rejected', reason: 'sides' });
    expect(outcomeOf(sided, [...many, tally('reserve', 2, 'etat')], 100).state).toBe('adopted');
    expect(outcomeOf(sided, [tally('oui', 50, 'collectivites'), tally('oui', 9, 'none')], 100).reason).toBe(
      'sides',
    );
  });
});

describe('a choice among several', () => {
  const choice = { ...rule, options: ['Lundi', 'Mardi', 'Jeudi'] };

  it('retains what has most voices, and nothing when two have as many', () => {
    const voices = [tally('option-1', 2), tally('option-2', 4), tally('option-3', 3)];
    expect(outcomeOf(choice, voices, 20)).toMatchObject({ state: 'adopted', winner: 'option-2' });
    expect(resultWords(choice, voices, 20).replaceAll('\u00a0', ' ')).toContain('Retenu : « Mardi »');
    expect(outcomeOf(choice, [...voices, tally('option-3', 1)], 20)).toMatchObject({
      state: 'rejected',
      reason: 'tie',
    });
  });

  it('is the same on each side when asked to', () => {
    const sided = { ...choice, bySide: true };
    const voices = [tally('option-1', 5, 'etat'), tally('option-2', 4, 'collectivites')];
    expect(outcomeOf(sided, voices, 20).reason).toBe('sides');
    expect(outcomeOf(sided, [...voices, tally('option-1', 5, 'collectivites')], 20).winner).toBe('option-1');
  });
});

describe('laws', () => {
  const anyTallies = fc.array(
    fc.record({
      side: fc.constantFrom('etat' as const, 'collectivites' as const, 'none' as const),
      choice: fc.constantFrom('oui', 'reserve', 'non', 'abstention'),
      count: fc.nat({ max: 30 }),
      reservations: fc.constant([]),
    }),
    { maxLength: 12 },
  );
  const anyRule = fc.record({ bySide: fc.boolean() }).map((part) => ({ ...rule, ...part }));

  it('a voice against never makes adopted what was not, nor a voice for the contrary', () => {
    fc.assert(
      fc.property(
        anyRule,
        anyTallies,
        fc.constantFrom('etat' as const, 'collectivites' as const),
        (of, voices, side) => {
          const before = outcomeOf(of, voices, 1000).state;
          if (before !== 'adopted')
            expect(outcomeOf(of, [...voices, tally('non', 1, side)], 1000).state).not.toBe('adopted');
          if (before === 'adopted')
            expect(outcomeOf(of, [...voices, tally('oui', 1, side)], 1000).state).toBe('adopted');
        },
      ),
    );
  });

  it('the order in which voices come changes nothing', () => {
    fc.assert(
      fc.property(anyRule, anyTallies, (of, voices) => {
        expect(outcomeOf(of, voices.toReversed(), 1000)).toEqual(outcomeOf(of, voices, 1000));
      }),
    );
  });

  it('by side, one side alone never adopts anything', () => {
    fc.assert(
      fc.property(anyTallies, fc.constantFrom('etat' as const, 'collectivites' as const), (voices, side) => {
        const alone = voices.filter((one) => one.side === side);
        expect(outcomeOf({ ...rule, bySide: true }, alone, 1000).state).not.toBe('adopted');
      }),
    );
  });

  it('every choice is told, and no voice is lost', () => {
    expect(choicesFor(rule).map(({ code }) => code)).toEqual(['oui', 'reserve', 'non', 'abstention']);
    fc.assert(
      fc.property(anyTallies, (voices) => {
        const told = [...resultWords({ ...rule, mode: 'advice' }, voices, 1000).matchAll(/ : (\d+)/g)];
        expect(told.reduce((sum, [, count]) => sum + Number(count), 0)).toBe(allVoices(voices));
      }),
    );
  });
});
