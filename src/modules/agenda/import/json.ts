import { z } from 'zod';
import { agendaFile } from '../content.ts';
import { checked } from './checked.ts';
import { mostMeasures, type Problem, type Reading } from './entry.ts';

/** Reads a file in the shape of `data/agenda.json`. */
export function readJson(text: string): Reading {
  const problems: Problem[] = [];
  const nothing = { entries: [], problems, themes: new Map<string, string>() };
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch (error) {
    const line = /line (\d+)/.exec(error instanceof Error ? error.message : '')?.[1];
    problems.push({ line: line ? Number(line) : null, place: '', message: 'Ce fichier n’est pas du JSON.' });
    return nothing;
  }
  const whole = agendaFile.extend({ items: z.array(z.unknown()) }).safeParse(data);
  if (!whole.success) {
    for (const { path, message } of whole.error.issues)
      problems.push({ line: null, place: path.map(String).join('.'), message });
    return nothing;
  }
  const { items, themes } = whole.data;
  if (items.length > mostMeasures) {
    problems.push({ line: null, place: '', message: `Au plus ${mostMeasures} mesures à la fois.` });
    return nothing;
  }
  let from = 0;
  const entries = items.flatMap((item) => {
    // Each begins where its slug is written, after the one before.
    const slug = z.object({ slug: z.string() }).safeParse(item).data?.slug;
    const at = slug === undefined ? -1 : text.indexOf(`"${slug}"`, from);
    if (at >= 0) from = at + 1;
    const line = text.slice(0, Math.max(at, from)).split('\n').length;
    const content = checked(item, line, problems, (field) => field);
    return content ? { line, content, published: null, reason: null } : [];
  });
  return { entries, problems, themes: new Map(themes.map(({ code, label }) => [code, label])) };
}
