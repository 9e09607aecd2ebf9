import type { Deps } from '../../../platform/deps.ts';
import { plainText } from '../../../platform/markdown/index.ts';
import type { PdfBlock, PdfDocument } from '../../../platform/pdf/index.ts';
import { formatDate, labelOf, machineDate, plural, weatherLevels } from '../../../ui/index.ts';
import { latestThreads } from '../../discussions/index.ts';
import {
  type Group,
  isLate,
  listPlan,
  listProgress,
  type PlanStep,
  stateLabels,
} from '../../groups/index.ts';
import { deliverablesOfGroup } from '../../library/index.ts';
import { countWaiting, directoryOf, roleWords, sideTitles } from '../../membership/index.ts';
import type { About } from './about.ts';
import { engagements } from './engagements.ts';

/** One part of the pack; null where there is nothing to hand over. */
type Part = (about: About) => Promise<PdfBlock[] | null>;

const points = 3;
const threads = 10;
const people = 300;

/** All that somebody who takes over a group needs, in the order in which they need it. */
const parts: readonly Part[] = [
  inShort,
  plan,
  progress,
  pending,
  engagements,
  deliverables,
  exchanges,
  contacts,
];

export async function handoverPack(deps: Deps, group: Group, readerId: string): Promise<PdfDocument> {
  const now = deps.clock.now();
  const about = { deps, group, readerId, today: machineDate(now) };
  const blocks = (await Promise.all(parts.map((part) => part(about)))).flatMap((part) => part ?? []);
  return {
    title: `Passation du groupe ${group.title}`,
    subject: `Ce qu’il faut savoir pour reprendre le groupe projet ${group.title}`,
    author: 'Cordée',
    eyebrow: 'Dossier de passation',
    lead: group.objective,
    footer: `${deps.settings.publicUrl}/groupes/${group.slug} – établi le ${formatDate(now)}, pour les copilotes du groupe`,
    blocks,
    at: now,
  };
}

async function inShort({ deps, group }: About): Promise<PdfBlock[]> {
  const copilots = (side: 'etat' | 'collectivites') =>
    group.copilots
      .filter((one) => one.side === side)
      .map(({ name, acronym }) => acronym ?? name)
      .join(', ') || 'aucun organisme';
  const space = `${deps.settings.publicUrl}/espace/groupes/${group.slug}`;
  return [
    { kind: 'heading', text: 'En bref' },
    {
      kind: 'facts',
      items: [
        { term: 'État', value: stateLabels[group.state] },
        { term: 'Copilotage, côté État', value: copilots('etat') },
        { term: 'Copilotage, côté collectivités', value: copilots('collectivites') },
        ...(group.statusNote ? [{ term: 'Ce que l’on en sait', value: group.statusNote }] : []),
        ...(group.contact ? [{ term: 'Contact public', value: group.contact }] : []),
      ],
    },
    {
      kind: 'links',
      items: [
        { label: 'Espace du groupe', url: space },
        { label: 'Plan de travail', url: `${space}/plan` },
        { label: 'Discussions', url: `${space}/discussions` },
        { label: 'Annuaire des membres', url: `${space}/membres` },
      ],
    },
  ];
}

const ownerOf = ({ owner }: PlanStep) =>
  owner === null ? 'Personne' : owner.kind === 'person' ? owner.name : (owner.acronym ?? owner.name);

async function plan({ deps, group, today }: About): Promise<PdfBlock[]> {
  const steps = (await listPlan(deps.db, group.id)).filter(
    ({ state }) => state === 'todo' || state === 'doing',
  );
  const late = steps.filter((step) => isLate(step, today)).length;
  const heading: PdfBlock = { kind: 'heading', text: 'Plan de travail : ce qui reste à faire' };
  if (steps.length === 0) return [heading, { kind: 'paragraph', text: 'Aucune étape n’est ouverte.' }];
  return [
    heading,
    {
      kind: 'paragraph',
      text: `${plural(steps.length, 'étape ouverte', 'étapes ouvertes')}, dont ${late === 0 ? 'aucune en retard' : `${late} en retard`}.`,
    },
    {
      kind: 'table',
      columns: ['Étape', 'Échéance', 'Qui', 'État'],
      widths: [4, 2, 2, 2],
      rows: steps.map((step) => [
        step.title,
        step.dueOn ? formatDate(step.dueOn) : 'Sans date',
        ownerOf(step),
        isLate(step, today) ? 'En retard' : step.state === 'doing' ? 'En cours' : 'À faire',
      ]),
    },
  ];
}

async function progress({ deps, group }: About): Promise<PdfBlock[]> {
  const last = await listProgress(deps.db, group.id, { limit: points });
  const heading: PdfBlock = { kind: 'heading', text: 'Derniers points d’avancement' };
  if (last.length === 0) return [heading, { kind: 'paragraph', text: 'Aucun point n’a été publié ici.' }];
  return [
    heading,
    ...last.map(
      (point): PdfBlock => ({
        kind: 'note',
        title: `${formatDate(point.onDay)} : ${labelOf(weatherLevels, point.weather)}`,
        text: plainText(point.body, deps.settings.publicUrl),
      }),
    ),
  ];
}

async function pending({ deps, group }: About): Promise<PdfBlock[]> {
  const waiting = await countWaiting(deps.db, { groupIds: [group.id] });
  return [
    { kind: 'heading', text: 'Ce qui attend une réponse' },
    {
      kind: 'paragraph',
      text:
        waiting === 0
          ? 'Aucune demande d’inscription n’attend.'
          : `${plural(waiting, 'demande d’inscription attend', 'demandes d’inscription attendent')} d’être examinée${waiting > 1 ? 's' : ''}.`,
    },
  ];
}

async function deliverables({ deps, group }: About): Promise<PdfBlock[] | null> {
  const made = await deliverablesOfGroup(deps.db, group.id);
  if (made.length === 0) return null;
  return [
    { kind: 'heading', text: 'Livrables' },
    {
      kind: 'links',
      items: made.map(({ title, slug, publishedOn }) => ({
        label: publishedOn ? `${title} (${formatDate(publishedOn)})` : title,
        url: `${deps.settings.publicUrl}/livrables/${slug}`,
      })),
    },
  ];
}

async function exchanges({ deps, group, readerId }: About): Promise<PdfBlock[] | null> {
  const last = await latestThreads(deps.db, [group.id], { accountId: readerId }, { limit: threads });
  if (last.length === 0) return null;
  return [
    { kind: 'heading', text: 'Discussions récentes' },
    {
      kind: 'links',
      items: last.map(({ id, title, pinned, lastMessageAt }) => ({
        label: `${pinned ? 'Épinglée : ' : ''}${title} (dernier message le ${formatDate(lastMessageAt)})`,
        url: `${deps.settings.publicUrl}/espace/discussions/${id}`,
      })),
    },
  ];
}

/** By side and by body, without any address: the site carries letters. */
async function contacts({ deps, group }: About): Promise<PdfBlock[]> {
  const { entries, total } = await directoryOf(deps.db, group.id, { q: '' }, { page: 1, perPage: people });
  const bySide = [...Map.groupBy(entries, ({ directorySide }) => directorySide)];
  return [
    { kind: 'heading', text: 'Contacts' },
    ...bySide.flatMap(([side, its]): PdfBlock[] => [
      { kind: 'paragraph', text: sideTitles[side] },
      {
        kind: 'table',
        columns: ['Nom', 'Fonction', 'Pour', 'Rôle'],
        widths: [3, 3, 4, 2],
        rows: its.map((one) => [one.name, one.functionTitle, one.affiliation ?? '', roleWords(one)]),
      },
    ]),
    ...(total > people
      ? [
          {
            kind: 'paragraph' as const,
            text: `Les ${people} premières personnes sur ${total} ; l’annuaire du groupe les a toutes.`,
          },
        ]
      : []),
  ];
}
