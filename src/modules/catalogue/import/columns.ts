import { confidence } from '../../../platform/provenance.ts';
import { derivedFacets, type Facet, type Taxonomy } from '../facets/taxonomy.ts';
import type { ResourceContent } from '../resources/content.ts';
import {
  addressOf,
  BadCell,
  codesOf,
  countOf,
  dayOf,
  linesOf,
  listOf,
  oneOf,
  sourcesCell,
  sourcesOf,
  textOf,
} from './cells.ts';

type Cell = string | number | null;
type Part = Partial<ResourceContent>;

/** A column of the table of resources: what it holds, how it is written, how it is read. */
export interface Column {
  name: string;
  /** For people, in French. */
  holds: string;
  width?: number;
  write(content: ResourceContent): Cell;
  /** What the cell changes of a content. Throws BadCell. */
  read(cell: string, content: Part): Part;
}

const confidenceLabels = { high: 'Bonne', medium: 'Moyenne', low: 'À vérifier' } as const;
export const stateLabels = { published: 'publiée', withdrawn: 'retirée' } as const;

const text = (
  name: string,
  field: 'title' | 'producer' | 'summary',
  holds: string,
  most: number,
  width: number,
): Column => ({
  name,
  holds,
  width,
  write: (content) => content[field],
  read: (cell) => ({ [field]: textOf(cell, most) }),
});

const before: readonly Column[] = [
  text('titre', 'title', 'Titre, 200 caractères au plus', 200, 40),
  {
    name: 'lien',
    holds: 'Adresse de la ressource',
    width: 40,
    write: ({ url }) => url,
    read: (cell) => ({ url: addressOf(cell) }),
  },
  text('producteur', 'producer', 'Qui la produit', 200, 24),
  text('resume', 'summary', 'Ce que c’est, en deux ou trois phrases', 1_200, 60),
];

const facetColumn = (facet: Facet): Column => ({
  name: facet.code,
  holds: `${facet.label} : ${facet.multiple ? 'codes séparés par des virgules' : 'un code'}`,
  width: 24,
  write: ({ facets }) => (facets[facet.code] ?? []).join(', '),
  read: (cell, { facets: known = {} }) => {
    const { [facet.code]: _, ...others } = known;
    const codes = codesOf(facet, cell);
    return { facets: codes.length > 0 ? { ...others, [facet.code]: codes } : others };
  },
});

const effortPart = (part: Part, change: Partial<NonNullable<ResourceContent['effort']>>): Part => {
  const effort = { label: '', min_minutes: null, max_minutes: null, ...part.effort, ...change };
  const isNone = effort.label === '' && effort.min_minutes === null && effort.max_minutes === null;
  return { effort: isNone ? null : effort };
};

/** Each once; throws BadCell for one that has not this form. */
function codesLike(form: RegExp, how: string, codes: readonly string[]): string[] {
  const odd = codes.find((code) => code !== 'france' && !form.test(code));
  if (odd !== undefined) throw new BadCell(`« ${odd.slice(0, 80)} » n’est pas un code. ${how}.`);
  return [...new Set(codes)];
}

const after: readonly Column[] = [
  {
    name: 'population_min',
    holds: 'Habitants des collectivités, au moins',
    write: (content) => content.least_people,
    read: (cell) => ({ least_people: countOf(cell) }),
  },
  {
    name: 'population_max',
    holds: 'Habitants des collectivités, au plus',
    write: (content) => content.most_people,
    read: (cell) => ({ most_people: countOf(cell) }),
  },
  {
    name: 'territoires',
    holds: 'Où elle est ouverte, par codes : region:53, departement:74. Vide : toute la France',
    write: ({ territories }) => territories.join(', '),
    read: (cell) => ({
      territories: codesLike(
        /^[a-z]+:\w+$/,
        'Un territoire s’écrit par son code : region:53',
        listOf(cell),
      ).filter((id) => id !== 'france'),
    }),
  },
  {
    name: 'temps',
    holds: 'Temps, en mots : 1 h 30',
    write: ({ effort }) => effort?.label ?? '',
    read: (cell, part) => effortPart(part, { label: textOf(cell, 120) }),
  },
  {
    name: 'temps_min',
    holds: 'Minutes, au moins',
    write: ({ effort }) => effort?.min_minutes ?? null,
    read: (cell, part) => effortPart(part, { min_minutes: countOf(cell) }),
  },
  {
    name: 'temps_max',
    holds: 'Minutes, au plus',
    write: ({ effort }) => effort?.max_minutes ?? null,
    read: (cell, part) => effortPart(part, { max_minutes: countOf(cell) }),
  },
  {
    name: 'pour_commencer',
    holds: 'Pour commencer, en Markdown',
    width: 40,
    write: ({ start }) => start ?? '',
    read: (cell) => ({ start: textOf(cell, 6_000) || null }),
  },
  {
    name: 'competences',
    holds: 'Ce que l’on y apprend, une compétence par ligne',
    width: 30,
    write: ({ skills }) => skills.join('\n'),
    read: (cell) => ({ skills: linesOf(textOf(cell, 6_000)) }),
  },
  {
    name: 'mesures',
    holds: 'Mesures de l’agenda qu’elle aide, par la fin de leur adresse : open-data',
    write: ({ measures }) => measures.join(', '),
    read: (cell) => ({
      measures: codesLike(
        /^[a-z0-9]+(?:-[a-z0-9]+)*$/,
        'Une mesure s’écrit par la fin de son adresse : open-data',
        listOf(cell).map((one) => one.replace(/^\/agenda\//, '')),
      ),
    }),
  },
  {
    name: 'sources',
    holds: 'Une par ligne : nom | adresse',
    width: 40,
    write: ({ sources }) => sourcesCell(sources),
    read: (cell) => ({ sources: sourcesOf(textOf(cell, 12_000)) }),
  },
  {
    name: 'langue',
    holds: 'Deux lettres : fr',
    write: ({ language }) => language,
    read: (cell) => ({ language: cell.toLowerCase() }),
  },
  {
    name: 'fiabilite',
    holds: 'Bonne, Moyenne ou À vérifier',
    write: ({ confidence }) => confidenceLabels[confidence],
    read: (cell) => ({ confidence: confidence.parse(oneOf(confidenceLabels, cell)) }),
  },
  {
    name: 'reserve',
    holds: 'Ce qui reste incertain',
    width: 30,
    write: ({ note }) => note ?? '',
    read: (cell) => ({ note: textOf(cell, 1_200) || null }),
  },
  {
    name: 'verifiee_le',
    holds: 'Le jour où quelqu’un a relu la ressource : 2027-01-31',
    write: ({ checked_on }) => checked_on,
    read: (cell) => ({ checked_on: dayOf(cell) }),
  },
];

/** Columns that say which resource a line is about, and what is made of it. */
export const lineColumns = [
  {
    name: 'adresse',
    holds: 'La fin de l’adresse de sa page. Vide : nouvelle ressource, l’adresse vient du titre',
  },
  { name: 'etat', holds: 'publiée ou retirée. Vide : comme avant, ou publiée' },
  {
    name: 'version',
    holds: 'La version exportée : une fiche modifiée depuis n’est pas écrasée. Vide : sans contrôle',
  },
  { name: 'motif', holds: 'Ce qui change et pourquoi, pour l’historique public' },
] as const;

/** The columns that fill a content, in their order. */
export const columnsOf = (known: Taxonomy): Column[] => [
  ...before,
  ...[...known.values()].filter(({ code }) => !derivedFacets.includes(code)).map(facetColumn),
  ...after,
];
