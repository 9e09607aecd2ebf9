import { extractText, getDocumentProxy, getMeta } from 'unpdf';
import { describe, expect, test } from 'vitest';
import { compile } from './compile.ts';
import { type PdfDocument, renderPdf } from './index.ts';

const aDocument = (over: Partial<PdfDocument> = {}): PdfDocument => ({
  title: 'Ce qui concerne la commune d’Annecy',
  subject: 'Fiche pour le conseil',
  author: 'Cordée',
  eyebrow: 'Fiche pour le conseil',
  lead: 'Trois mesures, une échéance le 1er janvier 2027.',
  footer: 'cordee.example, 26 novembre 2026',
  blocks: [
    { kind: 'heading', text: 'À décider' },
    { kind: 'paragraph', text: 'Œuvre, « guillemets », 5\u202f120 habitants, 10 €, l’été — enfin.' },
    { kind: 'list', items: ['Choisir', 'Délibérer'], ticks: true },
    { kind: 'list', items: ['Un point'], ticks: false },
    {
      kind: 'links',
      items: [
        { label: 'Code de l’urbanisme', url: 'https://www.legifrance.gouv.fr/' },
        { label: 'Sans adresse', url: null },
      ],
    },
    { kind: 'facts', items: [{ term: 'Pilote', value: 'DGALN' }] },
    {
      kind: 'table',
      columns: ['Quoi', 'Quand'],
      widths: [2, 1],
      rows: [
        ['Instruire en ligne', '2027'],
        ['Publier', '2028'],
      ],
    },
    { kind: 'note', title: 'À vérifier', text: 'La date n’est pas confirmée.' },
  ],
  at: new Date('2026-11-26T08:00:00Z'),
  ...over,
});

interface Node {
  role?: string;
  children?: Node[];
}
const rolesIn = (node: Node): string[] => [node.role ?? '', ...(node.children ?? []).flatMap(rolesIn)];

async function read(document: PdfDocument) {
  const { content, pages } = await renderPdf(document);
  const pdf = await getDocumentProxy(new Uint8Array(content));
  const { text } = await extractText(pdf, { mergePages: true });
  const tree = await (await pdf.getPage(1)).getStructTree();
  return {
    pdf,
    pages,
    text: text.replace(/\s+/g, ' '),
    roles: rolesIn(tree as Node),
    raw: content.toString('latin1'),
  };
}

describe('a document', () => {
  test('is tagged, in French, with its title', async () => {
    const { pdf, roles, raw, pages } = await read(aDocument());
    expect(pages).toBe(1);
    expect(await pdf.getMarkInfo()).toMatchObject({ Marked: true });
    const { info, metadata } = await getMeta(pdf);
    expect(info).toMatchObject({ Title: 'Ce qui concerne la commune d’Annecy', Language: 'fr-FR' });
    expect(metadata?.get('dc:title')).toBe('Ce qui concerne la commune d’Annecy');
    expect(raw).toContain('pdfuaid:part');
    for (const role of ['H1', 'H2', 'P', 'L', 'LI', 'Table', 'TH', 'TD', 'Link'])
      expect(roles).toContain(role);
  });

  test('says what it was given, in letters that are all there', async () => {
    const { text } = await read(aDocument());
    for (const said of [
      'Œuvre, « guillemets »',
      '10 €',
      'l’été — enfin',
      'Instruire en ligne',
      'Sans adresse',
      'À vérifier',
    ]) {
      expect(text).toContain(said);
    }
  });

  test('breaks no line before a mark that stands apart, nor within guillemets', async () => {
    const { pdf } = await read(aDocument({ title: 'Seuil « bas » : le dire ; 20 % au moins ! Où ?' }));
    // The reader makes plain spaces of those of the text; the title stays as it is.
    expect((await getMeta(pdf)).info.Title).toBe(
      'Seuil «\u00a0bas\u00a0»\u00a0: le dire\u202f; 20\u202f% au moins\u202f! Où\u202f?',
    );
  });

  test('takes text for text', async () => {
    const attack =
      '#panic("x") #read("/etc/passwd") $x$ ] } " \\ <a> @b *gras* #import "@preview/x:0.1.0" = Titre';
    const { text } = await read(
      aDocument({
        title: attack,
        eyebrow: attack,
        lead: attack,
        footer: attack,
        blocks: [
          { kind: 'heading', text: attack },
          { kind: 'list', items: [attack], ticks: true },
          { kind: 'table', columns: [attack], widths: [1], rows: [[attack]] },
          { kind: 'note', title: attack, text: attack },
        ],
      }),
    );
    expect(text.split('#panic("x")').length).toBeGreaterThan(7);
    expect(text).not.toContain('root:');
  });

  test('leaves out pictograms, and bears letters that no font has', async () => {
    const { text } = await read(aDocument({ lead: 'Bravo 🧗‍♀️ à tous 👍🏽 et \u{10fffd}.' }));
    expect(text).toContain('Bravo à tous et');
  });

  test('goes on over several pages, numbered', async () => {
    const many = Array.from({ length: 120 }, (_, n) => [`Mesure ${n}`, 'Bientôt']);
    const { pages, text } = await read(
      aDocument({ blocks: [{ kind: 'table', columns: ['Quoi', 'Quand'], widths: [3, 1], rows: many }] }),
    );
    expect(pages).toBeGreaterThan(2);
    expect(text).toContain(`1 / ${pages}`);
    expect(text).toContain('Mesure 119');
  });

  test('is the same bytes for the same content, made once', async () => {
    const [one, other] = await Promise.all([renderPdf(aDocument()), renderPdf(aDocument())]);
    expect(other).toBe(one);
    const { content } = await compile(aDocument());
    expect(content.equals(one.content)).toBe(true);
  });

  test('leaves its thread time for others, and is refused when too many are asked for at once', async () => {
    const asked = Array.from({ length: 40 }, (_, n) => renderPdf(aDocument({ lead: `Demande ${n}` })));
    let turns = 0;
    const turning = setInterval(() => (turns += 1), 1);
    const answers = await Promise.allSettled(asked).finally(() => clearInterval(turning));
    const refused = answers.flatMap((answer) => (answer.status === 'rejected' ? [answer.reason] : []));
    expect(refused).toHaveLength(16);
    expect(refused[0]).toMatchObject({ statusCode: 503, retryAfter: 10 });
    expect(turns).toBeGreaterThan(0);
    // What was refused is not kept.
    expect((await renderPdf(aDocument({ lead: 'Demande 39' }))).pages).toBe(1);
  });
});
