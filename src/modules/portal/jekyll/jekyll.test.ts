import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { parseFragment } from 'parse5';
import { describe, expect, test } from 'vitest';
import { renderMarkdown } from '../../../platform/markdown/index.ts';
import { type ConvertedPage, convertJekyll } from './index.ts';
import { textContent } from './tree.ts';

const FIXTURES = join(import.meta.dirname, 'fixtures');
const PAGES = [
  'les-groupes-projets.markdown',
  'outils.markdown',
  'introduction.markdown',
  'franceconnect.markdown',
  'accessibilite-rgaa.markdown',
  '2021-10-26-tableaux-et-images.md',
  'numerique-les-elus-en-parlent.markdown',
  'hostile.markdown',
  'blocs-imbriques.markdown',
];
const bytesOf = (name: string) => readFileSync(join(FIXTURES, name));

function accepted(name: string, bytes: Uint8Array = bytesOf(name)): ConvertedPage {
  const result = convertJekyll(name, bytes);
  if (result.outcome === 'refused') throw new Error(`${name}: ${result.line}: ${result.message}`);
  return result;
}
const page = (body: string, frontMatter = 'title: Page\npermalink: /p/') =>
  accepted('page.md', Buffer.from(`---\n${frontMatter}\n---\n${body}`));
const refused = (bytes: Uint8Array, name = 'page.md') => {
  const result = convertJekyll(name, bytes);
  return result.outcome === 'refused' ? result : null;
};
const said = ({ report }: ConvertedPage) =>
  report.map(({ line, level, message }) => `${line} ${level} ${message}`);
/** What a reader would call dangerous in the rendered page: active elements, handlers, styles, refused addresses. */
const ACTIVE =
  /<(?:script|style|iframe|form|input|object|embed|svg|math)\b|<[^>]+\s(?:on\w+|style)=|(?:href|src)="(?!https?:|mailto:|tel:|\/|#)/i;

describe('the page of the project groups', () => {
  const groups = accepted('les-groupes-projets.markdown');

  test('keeps its address, menu, date and illustration', () => {
    expect(groups).toMatchObject({
      kind: 'page',
      permalink: '/services/tnt/projets/',
      title: 'Les groupes projets',
      date: new Date('2021-10-26T12:33:00Z'),
      menu: { title: 'Groupes projets', weight: 30 },
      illustration: { path: '/uploads/TNT_Bandeau_Page-fille.png', alt: '' },
      published: true,
    });
  });

  test('turns both call-outs into components, the one never closed included', () => {
    expect(groups.body.match(/^::: lien-important$/gm)).toHaveLength(2);
    expect(groups.body).toMatch(
      /\n::: lien-important\n\[Découvrez .*\]\(\/services\/tnt\/outils\/#contenu\)\n:::\n$/,
    );
    expect(said(groups)).toContain('65 changed La balise <div>, jamais fermée, est refermée.');
  });

  test('drops the style and the empty lines, and says where', () => {
    expect(said(groups)).toContain(
      '5 dropped « style » : la feuille de style propre à la page est retirée ; la présentation vient du site.',
    );
    expect(said(groups)).toContain('62 dropped Des sauts de ligne de mise en page (<br>) sont retirés.');
    expect(groups.body).not.toContain('<br');
  });

  test('lists links and files with their line', () => {
    expect(groups.links).toContainEqual({ href: '/services/tnt/outils/#livrables-ads', line: 44 });
    expect(groups.files).toContainEqual({
      path: '/uploads/Charte_engagement_FranceConnect-API.pdf',
      line: 50,
    });
    expect(groups.links.some(({ href }) => href.includes('airtable'))).toBe(false);
  });

  test('gives headings the anchors that Jekyll gave them', () => {
    expect(groups.anchors).toHaveLength(6);
    expect(groups.anchors[0]).toBe('groupe-projet-1--agenda-de-transformation-numérique-des-collectivités');
  });
});

describe('HTML', () => {
  test('a panel of several parts is one panel, named by its heading', () => {
    const { body } = page(
      '<div class="panel"><div class="panel-heading">Nos <b>outils</b></div><div class="panel-body"><p>Un.</p><p>Deux.</p></div></div>',
    );
    expect(body.trim()).toBe('::: panneau Nos outils\nUn.\n\nDeux.\n:::');
    const html = renderMarkdown(body);
    expect(html.match(/class="cd-panel"/g)).toHaveLength(1);
    expect(html).toContain('<p class="cd-panel__title">Nos outils</p>');
  });

  test('panels, buttons, linked images and explicit anchors come out as components', () => {
    const tools = accepted('outils.markdown');
    expect(tools.anchors).toEqual(['livrables-agenda', 'livrables-ads', 'vos-outils']);
    expect(tools.body.match(/^::: panneau$/gm)).toHaveLength(3);
    expect(tools.body).toContain('[Télécharger](/uploads/Flyer_SVE_usagers.pptx){.bouton}');
    expect(tools.body).toContain(
      "[![Accéder à l'Agenda](/uploads/capture-agenda_250.jpg)](https://www.preceden.com/",
    );
    expect(said(tools)).toContain('49 missing Une image n’a pas de texte de remplacement.');
    const html = renderMarkdown(tools.body);
    expect(html.match(/class="cd-panel"/g)).toHaveLength(3);
    expect(html).toContain(
      '<strong>Flyer de communication sur la saisine par voie électronique (SVE)</strong> à destination',
    );
  });

  test('boxes keep their headings, lists and buttons through nesting and unclosed tags', () => {
    const introduction = accepted('introduction.markdown').body;
    expect(introduction).toContain(
      '::: encadre\n#### Vous êtes une collectivité territoriale ?\n\nDes créneaux',
    );
    expect(introduction).toContain('rdv-tnt){.bouton}\n:::');
    const franceconnect = accepted('franceconnect.markdown');
    expect(franceconnect.body).toContain(
      '- **Pour les API : [contact@api.gouv.fr](mailto:contact@api.gouv.fr)**\n:::',
    );
    expect(franceconnect.files).toContainEqual({ path: '/uploads/CapturePlaquetteFCTNT.PNG', line: 29 });
  });

  test('tables, figures, folds, frames and code', () => {
    const post = accepted('2021-10-26-tableaux-et-images.md');
    expect(post).toMatchObject({
      kind: 'news',
      permalink: '/actualites/tableaux-et-images/',
      published: false,
    });
    expect(post.date).toEqual(new Date('2021-10-26T00:00:00Z'));
    expect(post.body).toContain(
      '**Calendrier**\n\n| Étape | Date |\n| --- | --- |\n| Guichet numérique | 1er janvier 2022 |',
    );
    expect(post.body).toContain('| Groupe | Copilote |\n| --- | --: |');
    expect(post.body).toContain('![Carte des groupes](/uploads/carte.png "Les groupes en 2021")');
    expect(post.body).toContain(
      '::: depliant Comment ça marche ?\nOn ouvre le bloc.\n\n```sh\necho "bonjour"\n```\n:::',
    );
    expect(post.body).toContain('[Vidéo de présentation](https://www.dailymotion.com/embed/video/x1)');
    expect(post.body).toContain('::: encadre\n## Du Markdown *dedans*\n\n- un\n- deux\n:::');
    expect(post.body).toContain(
      '[Inscription](/inscription/){.bouton} et [article](/actualites/premier-article/).',
    );
    expect(post.body).toContain('surface de 12 m²');
    expect(said(post)).toContain(
      '46 dropped La commande Jekyll « {% include newsletter.html %} » est retirée.',
    );
  });

  test('a block never closed does not swallow the Markdown after it', () => {
    const { body } = page(
      '<div class="lien-important"><p><a href="/a">A</a></p>\n\nSuite **en gras**.\n\n<div>\nB\n\n## Titre\n',
    );
    expect(body).toBe('::: lien-important\n[A](/a)\n:::\n\nSuite **en gras**.\n\nB\n\n## Titre\n');
  });

  test('duplicate anchors become unique, anchors that lead nowhere are told', () => {
    const blocks = accepted('blocs-imbriques.markdown');
    expect(new Set(blocks.anchors).size).toBe(blocks.anchors.length);
    expect(blocks.anchors).toEqual(expect.arrayContaining(['contact', 'contact-1', 'ancre-ancienne', 'un']));
    expect(said(blocks)).toContain(
      '20 changed L’ancre « contact » existe déjà : celle-ci devient « contact-1 ».',
    );
    expect(said(blocks)).toContain(
      '22 missing Le lien mène à l’ancre « absente », qui n’existe pas dans la page.',
    );
    expect(blocks.links).toContainEqual({ href: '/contact/', line: 10 });
    expect(blocks.body).toContain('- a\n\n* b\n');
  });
});

describe('what is changed on the way is told, line by line', () => {
  const changes = (body: string) => said(page(body)).filter((text) => !/^[23] | kept /.test(text));

  test('the levels of headings, as the page shows them', () => {
    const groups = accepted('les-groupes-projets.markdown');
    const told = said(groups).filter((text) => text.includes('Le titre de niveau'));
    expect(told).toHaveLength(6);
    expect(told[0]).toBe('31 changed Le titre de niveau 4 est montré au niveau 2.');
    expect(renderMarkdown(groups.body)).toContain('<h2');
    expect(changes('## A\n\n### B\n')).toEqual([]);
    expect(changes('# A\n\n### B\n\n# C\n')).toEqual([
      '5 changed Le titre de niveau 1 est montré au niveau 2.',
      '9 changed Le titre de niveau 1 est montré au niveau 2.',
    ]);
  });

  test('definitions, centring, alignment, and whatever has no form of its own', () => {
    const body =
      '<dl>\n<dt>Terme</dt>\n<dd>Sens</dd>\n</dl>\n\n<center><b>Au milieu</b></center>\n\n<p align="right">Texte <font color="red">rouge</font></p>\n\nTerme\n: sens\n\n<table><tr><th>A</th></tr><tr><td><h3>Titre</h3></td></tr></table>\n';
    expect(changes(body)).toEqual([
      '5 changed Une liste de définitions (<dl>) devient des paragraphes, ses termes en gras.',
      '10 changed Le centrage (<center>) est retiré ; ce qu’il contient est repris.',
      '12 dropped L’alignement écrit dans la page (align) est retiré.',
      '12 changed L’élément <font> est remplacé par son contenu.',
      '15 changed Les définitions (« : » en début de ligne) restent du texte.',
      '17 changed Un titre (<h3>) placé dans un tableau ou dans un lien devient du texte.',
    ]);
    expect(page(body).body).toContain('**Terme**\n\nSens\n\n**Au milieu**\n\nTexte rouge');
  });
});

describe('kramdown', () => {
  const article = accepted('accessibilite-rgaa.markdown');

  test('news: summary, categories, illustration with its text', () => {
    expect(article).toMatchObject({
      kind: 'news',
      permalink: '/actualites/accessibilite-rgaa/',
      summary: '10 ans après la création du RGAA, la direction publie sa quatrième version.',
      categories: ['Article'],
      tags: ['accessibilité numérique', 'RGAA'],
      illustration: { path: '/uploads/accessibilite-numerique.jpg', alt: 'La quatrième version du RGAA' },
    });
  });

  test('attribute lists on blocks make components, those on spans go', () => {
    expect(article.body).toContain(
      '::: lien-important\n[Consulter le RGAA v4](https://www.numerique.gouv.fr/publications/rgaa-accessibilite/)\n:::',
    );
    expect(article.body).toContain('::: encadre\n### Une élaboration collective');
    expect(article.body).not.toMatch(/_blank|\{:/);
  });

  test('heading anchors follow the GFM parser, explicit ones are kept', () => {
    expect(article.anchors).toEqual([
      'une-élaboration-collective',
      'une-mise-à-jour-nécessaire',
      'clarte',
      'plus-de-clarté',
      '1-question---à-quoi---pourquoi-',
    ]);
    expect(page('## A\n\n## A\n\n<h2>A</h2>\n\n## `a` & **b**\n').anchors).toEqual([
      'a',
      'a-1',
      'a-2',
      'a--b',
    ]);
  });

  test('line numbers stay true after the front matter, in lists, quotes, tables and HTML', () => {
    const body =
      'x\n\n- a\n- [b](/b)\n\n> t\n> [c](/c)\n\n| h |\n|---|\n| [d](/d) |\n\n<div>\n<p>\n<a href="/e">e</a></p></div>\n{% comment %}\n\n{% endcomment %}\n[f](/f)\n';
    expect(page(body).links.map(({ href, line }) => `${href}:${line}`)).toEqual([
      '/b:8',
      '/c:11',
      '/d:15',
      '/e:19',
      '/f:23',
    ]);
  });
});

describe('front matter', () => {
  test('addresses: placeholders are filled, foreign ones refused, file names made into slugs', () => {
    expect(page('', 'title: x\npermalink: /guides/:title/').permalink).toBe('/guides/page/');
    expect(page('', 'title: x\npermalink: https://ailleurs.fr/x').permalink).toBe('/page/');
    expect(page('', 'title: x\npermalink: /a/../b').permalink).toBe('/page/');
    expect(page('', "title: x\npermalink: /l'été/").permalink).toBe("/l'été/");
    const odd = page('', 'title: x\npermalink: /a?b=c');
    expect(odd.permalink).toBe('/page/');
    expect(said(odd)).toContain(
      '3 changed « permalink » contient « ? », que les adresses de ce site n’ont pas : la page aura /page/',
    );
    expect(
      accepted("_posts/2018-04-24-projets-de-l'état.md", Buffer.from('---\ntitle: x\n---\n')).permalink,
    ).toBe('/actualites/projets-de-l-état/');
  });

  test.each(['/services/été à venir/', '/services/%C3%A9t%C3%A9%20à venir/', ' /services/été  à venir/ '])(
    'the spaces of an address become hyphens, its accents stay: %s',
    (permalink) => {
      const odd = page('', `title: x\npermalink: "${permalink}"`);
      expect(decodeURI(odd.permalink)).toBe('/services/été-à-venir/');
      expect(said(odd)).toContainEqual(
        expect.stringMatching(/^3 changed « permalink » contient une espace, .* : la page aura \/services/),
      );
    },
  );

  test('published: false, unknown keys and wrong values', () => {
    expect(accepted('numerique-les-elus-en-parlent.markdown')).toMatchObject({
      published: false,
      kind: 'page',
    });
    const odd = page('', 'title: x\npermalink: /p/\nmenu: 12\nauteur: moi\ndate: hier');
    expect(odd).toMatchObject({ menu: null, date: null });
    expect(said(odd)).toEqual(
      expect.arrayContaining([
        '4 dropped « menu » n’a pas la forme attendue et n’est pas repris.',
        '5 dropped « auteur » n’est pas repris.',
      ]),
    );
  });
});

describe('refused files', () => {
  test('broken YAML, with its line', () => {
    expect(refused(bytesOf('yaml-casse.md'))).toMatchObject({
      line: 6,
      message: expect.stringContaining('guillemet'),
    });
    expect(refused(Buffer.from('---\ntitle: a\ntitle: b\n---\n'))).toMatchObject({ line: 3 });
    expect(refused(Buffer.from('---\nmenu:\n  title: a\n weight: 3\n---\n'))).toMatchObject({ line: 4 });
  });

  test('not UTF-8, with its line and its byte', () => {
    expect(refused(bytesOf('latin-1.md'))).toMatchObject({
      line: 5,
      message: expect.stringContaining('l’octet 30'),
    });
  });

  test('no front matter, one never closed, a NUL, nothing at all', () => {
    expect(refused(bytesOf('sans-en-tete.md'))).toMatchObject({ line: 1 });
    expect(refused(Buffer.from('---\ntitle: x\n\nTexte'))).toMatchObject({
      line: 1,
      message: expect.stringContaining('pas fermé'),
    });
    expect(refused(Buffer.from('---\ntitle: x\n---\na\nb\0'))).toMatchObject({ line: 5 });
    expect(refused(new Uint8Array())).toMatchObject({ line: 1 });
  });

  test('too large, too deep, or with aliases that multiply: quickly', () => {
    const started = performance.now();
    expect(refused(Buffer.alloc(10 * 1024 * 1024, 'a'))?.message).toContain('2 Mo');
    expect(refused(Buffer.from(`---\ntitle: x\n---\n${'<div>'.repeat(100_000)}`))?.message).toContain(
      'imbriqué',
    );
    expect(refused(Buffer.from(`---\n${'[ '.repeat(20_000)}\n---\n`))).not.toBeNull();
    const bomb = [
      'a: &a [x,x,x]',
      ...['b', 'c', 'd', 'e', 'f'].map(
        (key, index) => `${key}: &${key} [${`*${'abcde'.charAt(index)},`.repeat(9)}]`,
      ),
    ];
    expect(refused(Buffer.from(`---\n${bomb.join('\n')}\n---\n`))).not.toBeNull();
    expect(performance.now() - started).toBeLessThan(5000);
  });
});

describe('whatever the file', () => {
  test.each(PAGES)(
    '%s: nothing active comes out, every anchor is there, the result is always the same',
    (name) => {
      const first = accepted(name);
      const html = renderMarkdown(first.body);
      expect(html).not.toMatch(ACTIVE);
      expect([...html.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id)).toEqual(first.anchors);
      expect(accepted(name)).toEqual(first);
    },
  );

  test('hostile content is dropped and reported with its line', () => {
    const hostile = accepted('hostile.markdown');
    expect(hostile.body).not.toMatch(/alert\([1-9]\)|alert\("/);
    expect(said(hostile)).toEqual(
      expect.arrayContaining([
        '7 dropped Un script est retiré.',
        '9 dropped Une feuille de style écrite dans la page est retirée.',
        '11 dropped L’action « onclick » est retirée.',
        '13 dropped Le lien vers « javascript:alert(5) » n’est pas permis : il est retiré.',
        '15 dropped Une image écrite dans la page est retirée.',
      ]),
    );
  });

  const words = fc
    .array(fc.constantFrom(...'ab é1 _*`~[](){}<>&|#-+.!:\\"\'«/=@^$%;,?'.split('')), { maxLength: 25 })
    .map((parts) => parts.join(''));
  const escapeHtml = (text: string) => text.replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`);
  const fold = (text: string) => text.replace(/\s+/g, ' ').trim();
  const read = (html: string) => fold(parseFragment(html).childNodes.map(textContent).join(''));

  test('text keeps its words and signs through the conversion and the rendering', () => {
    fc.assert(
      fc.property(words, (text) => {
        const { body } = page(`<div><p>${escapeHtml(text)}</p></div>`);
        // A Markdown link written in HTML is made a link on purpose.
        fc.pre(!/\]\(/.test(text));
        expect(read(renderMarkdown(body))).toBe(fold(text));
      }),
      { numRuns: 400, seed: 1 },
    );
  });

  test('emphasis, code and links that touch each other keep their words', () => {
    const wrapped = fc
      .tuple(fc.constantFrom('b', 'i', 's', 'code', 'u', 'a href="/x"'), words)
      .map(([tag, text]) => `<${tag}>${escapeHtml(text)}</${tag.split(' ')[0]}>`);
    const squeeze = (text: string) => text.replace(/\s+/g, '');
    fc.assert(
      fc.property(fc.array(fc.oneof(words.map(escapeHtml), wrapped), { maxLength: 5 }), (parts) => {
        const html = `<div><p>${parts.join('')}</p></div>`;
        fc.pre(!/\]\(|\{[{%]|\[\^[\w-]+\]/.test(html));
        expect(squeeze(read(renderMarkdown(page(html).body)))).toBe(squeeze(read(html)));
      }),
      { numRuns: 300, seed: 1 },
    );
  });

  test('any mix of pieces gives an inert page, twice the same', () => {
    const piece = fc.constantFrom(
      '<div class="encadre">',
      '</div>',
      '<p>',
      '</p>',
      '<b>',
      '</b>',
      '<a href="javascript:x" onclick="y">',
      '<a class="button" href="/x">',
      '</a>',
      '<script>',
      '</script>',
      '<style>',
      '<table><tr><td>',
      '</td></tr></table>',
      '<img src=x onerror=y>',
      '<img src="/uploads/a.png" style="x">',
      '<details><summary>',
      '</summary>',
      '<ul><li>',
      '</li></ul>',
      '<iframe src="https://x.fr">',
      '\n\n',
      '\n',
      '# Titre\n',
      '- a\n',
      '> ',
      '`',
      '```\n',
      '**',
      '[x](javascript:y)',
      '{: .encadre}\n',
      '{:.x}',
      '{% raw %}',
      '{{ x }}',
      '::: encadre\n',
      ':::\n',
      '<!--',
      '-->',
      '<h2 id="a">',
      '</h2>',
      '|a|b|\n|-|-|\n',
      'texte',
      '    ',
      '<svg>',
      '<pre>',
      '&lt;script&gt;',
      '\\<script>',
      '[^1]: n',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 14 }), (pieces) => {
        const source = Buffer.from(`---\ntitle: x\npermalink: /p/\n---\n${pieces.join('')}`);
        const first = accepted('page.md', source);
        const html = renderMarkdown(first.body);
        expect(html).not.toMatch(ACTIVE);
        expect(new Set(first.anchors).size).toBe(first.anchors.length);
        expect(accepted('page.md', source)).toEqual(first);
      }),
      { numRuns: 300, seed: 1 },
    );
  });
});
