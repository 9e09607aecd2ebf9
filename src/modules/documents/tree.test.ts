import fc from 'fast-check';
import { expect, test } from 'vitest';
import { deepest, type Folder, heightOf, pathOf, whyNotAdd, whyNotMove, within } from './tree.ts';

/** A forest that obeys the rules: each folder goes where it may. */
const forest = fc.array(fc.nat({ max: 40 }), { maxLength: 25 }).map((choices) => {
  const folders = new Map<string, Folder>();
  for (const [index, choice] of choices.entries()) {
    const ids = [...folders.keys()];
    const parentId = ids[choice] ?? null;
    if (!whyNotAdd(folders, parentId))
      folders.set(`f${index}`, { id: `f${index}`, parentId, name: `f${index}` });
  }
  return folders;
});

const moves = fc.array(fc.tuple(fc.nat({ max: 30 }), fc.nat({ max: 30 })), { maxLength: 40 });

test('whatever is moved, no folder is inside itself, none is lost, none is too deep', () => {
  fc.assert(
    fc.property(forest, moves, (folders, wanted) => {
      const count = folders.size;
      for (const [from, to] of wanted) {
        const ids = [...folders.keys()];
        const folder = folders.get(ids[from] ?? '');
        if (!folder) continue;
        const parentId = ids[to] ?? null;
        if (whyNotMove(folders, folder.id, parentId)) {
          // What is refused would break one of the two rules.
          const inside = parentId !== null && within(folders, folder.id).has(parentId);
          const tooDeep = pathOf(folders, parentId).length + heightOf(folders, folder.id) > deepest;
          expect(inside || tooDeep).toBe(true);
        } else folders.set(folder.id, { ...folder, parentId });
      }
      expect(folders.size).toBe(count);
      for (const { id } of folders.values()) {
        const path = pathOf(folders, id);
        expect(path.at(0)?.parentId).toBeNull();
        expect(path.at(-1)?.id).toBe(id);
        expect(path.length).toBeLessThanOrEqual(deepest);
      }
    }),
  );
});
