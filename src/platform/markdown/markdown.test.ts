import { describe, expect, test } from 'vitest';
import {
  excerpt,
  headingSlug,
  passageText,
  plainText,
  renderMarkdown,
  sanitizeImportedHtml,
} from './index.ts';

describe('renderMarkdown', () => {
  test('shows raw HTML as text', () => {
    expect(renderMarkdown('<script>alert(1)</script>\n\n<b onclick="x">a</b>')).not.toMatch(/<script|<b/);
  });

  test.each([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'java&#x0A;script:alert(1)',
    'data:text/html,x',
    'vbscript:x',
    'file:///etc/passwd',
  ])('refuses the address %s', (address) =>
    expect(renderMarkdown(`[a](${address}) ![b](${address}) <${address}>`)).not.toMatch(/<a|<img/),
  );

  test('marks links to other sites, opens no window, and links bare addresses only when written in full', () => {
    const html = renderMarkdown('[a](https://exemple.fr) [b](/groupes) https://exemple.fr/x mairie.fr');
    expect(html).toContain(
      '<a href="https://exemple.fr" rel="noopener noreferrer">a</a> <a href="/groupes">b</a>',
    );
    expect(html).toContain('>https://exemple.fr/x</a> mairie.fr');
    expect(html).not.toContain('target');
  });

  test('shows images of this site only; others become links, or words inside a link', () => {
    const html = renderMarkdown(
      '![Carte](/uploads/carte.png) ![Logo](https://ailleurs.fr/l.png) [![Logo](//ailleurs.fr/l.png)](/x)',
    );
    expect(html.match(/<img/g)).toHaveLength(1);
    expect(html).toContain('<img src="/uploads/carte.png" alt="Carte"');
    expect(html).toContain(
      '<a href="https://ailleurs.fr/l.png" rel="noopener noreferrer">Logo</a> <a href="/x">Logo</a>',
    );
    expect(renderMarkdown('![x](/uploads/../compte)')).not.toContain('<img');
  });

  test('gives headings the anchors that kramdown gives, and keeps explicit ones first', () => {
    const html = renderMarkdown(
      '## Été : l’élu\n\n## Été : l’élu\n\n## Autre {#été--lélu}\n\n## `code` & *suite*',
    );
    expect([...html.matchAll(/<h2 id="([^"]*)"/g)].map(([, id]) => id)).toEqual([
      'été--lélu-1',
      'été--lélu-2',
      'été--lélu',
      'code--suite',
    ]);
    expect(headingSlug('Groupe projet 1 : Agenda')).toBe('groupe-projet-1--agenda');
  });

  test('gives no id at all when several texts share a page', () => {
    const source = '## A\n\n## B {#b}\n\n[]{#c}\n\n::: encadre {#d}\nx\n:::';
    expect(renderMarkdown(source)).toContain('id="d"');
    expect(renderMarkdown(source, { headingIds: false })).not.toContain('id=');
  });

  test('ranks heading levels from the base level, without a gap', () => {
    expect(renderMarkdown('#### A\n\n###### B\n\n#### C').match(/<h\d/g)).toEqual(['<h2', '<h3', '<h2']);
    expect(renderMarkdown('# A', { baseLevel: 4 })).toContain('<h4');
  });

  test('leaves braces that are not attributes of ours alone', () => {
    const html = renderMarkdown('Bonjour {nom} {.x} {#y} [a](/b){.autre} [a](/b){onclick=x}');
    expect(html).toBe(
      '<p>Bonjour {nom} {.x} {#y} <a href="/b">a</a>{.autre} <a href="/b">a</a>{onclick=x}</p>\n',
    );
  });

  test('renders the components that editors may use', () => {
    expect(renderMarkdown('[Je m’inscris](/inscription){.bouton}')).toContain(
      '<a href="/inscription" class="fr-btn">',
    );
    expect(renderMarkdown('::: lien-important À lire {#lire}\n[a](/b)\n:::')).toBe(
      '<div class="fr-callout" id="lire">\n<p class="fr-callout__title">À lire</p>\n<div class="fr-callout__text">\n<p><a href="/b">a</a></p>\n</div>\n</div>\n',
    );
    expect(renderMarkdown('::: depliant Plus\nx\n:::')).toContain('<summary>Plus</summary>');
    expect(renderMarkdown('![Carte](/uploads/c.png "Carte de 2021")')).toMatch(
      /^<figure [^>]*><img [^>]*alt="Carte"[^>]*><figcaption [^>]*>Carte de 2021<\/figcaption><\/figure>\n$/,
    );
  });

  test('nests containers, ignores `:::` in code, closes what was left open', () => {
    const html = renderMarkdown(
      '::: panneaux\n::: panneau A\n```\n:::\n```\n:::\n::: panneau B\nb\n:::\n:::\n\naprès',
    );
    expect(html.match(/cd-panel"/g)).toHaveLength(2);
    expect(html).toContain('<code>:::\n</code>');
    expect(html.trimEnd()).toMatch(/<\/div>\n<\/div>\n<p>après<\/p>$/);
    expect(renderMarkdown('::: encadre\n``` a`` ```\n:::\n\nb')).toMatch(/<\/div>\n<p>b<\/p>\n$/);
    expect(renderMarkdown('- ::: encadre\n  dedans\n\ndehors')).toMatch(/<\/ul>\n<p>dehors<\/p>\n$/);
    expect(renderMarkdown('::: script\nx\n:::')).toContain('<p>::: script');
  });

  test('writes tables without inline style, reachable with the keyboard, without an empty header', () => {
    const html = renderMarkdown('| a | b |\n|---|--:|\n| 1 | 2 |\n\n|  |  |\n|---|---|\n| 3 | 4 |');
    expect(html).not.toContain('style=');
    expect(html).toContain('<td class="cd-num">2</td>');
    expect(html.match(/<thead>/g)).toHaveLength(1);
    expect(html.match(/tabindex="0"/g)).toHaveLength(2);
  });

  test('shows tables beyond ten thousand cells as they were typed, and the others as tables', () => {
    const wide = `|${'a|'.repeat(250)}\n|${'-|'.repeat(250)}\n${'a\n'.repeat(260)}\n`;
    const html = renderMarkdown(`| a | b |\n|---|---|\n| 1 | 2 |\n\n${wide.repeat(12)}`);
    expect(html.length).toBeLessThan(100_000);
    expect(html.match(/<table>/g)).toHaveLength(1);
    expect(renderMarkdown(`| a | b |\n|---|---|\n${'| 1 | 2 |\n'.repeat(2000)}`)).toContain('<table>');
  });

  test('stays linear on hostile text', () => {
    const started = performance.now();
    for (const part of ['::: encadre\n', '# a\n', '[]{#a', '[a](b){.', '> ', '[', '{#a}'])
      renderMarkdown(part.repeat(20_000));
    expect(performance.now() - started).toBeLessThan(5000);
  });
});

test('excerpt gives plain words, cut between two of them', () => {
  const source = '# Titre\n\nBonjour **le** [monde](/x)\n![image](/uploads/x.png) entier.\n\n- suite {nom}';
  expect(excerpt(source, 200)).toBe('Bonjour le monde entier. suite {nom}');
  expect(excerpt(source, 18)).toBe('Bonjour le monde…');
  expect(excerpt(source, 28)).toBe('Bonjour le monde entier.');
  expect(excerpt('anticonstitutionnellement', 5)).toBe('antic…');
  expect(excerpt('', 10)).toBe('');
});

test('passageText gives the words of a passage cut anywhere, with what marks them', () => {
  const found = (passage: string) =>
    passageText(passage.replaceAll('<', '\u0001').replaceAll('>', '\u0002'))
      .replaceAll('\u0001', '<')
      .replaceAll('\u0002', '>');
  expect(
    found(
      '# Le <point>\n\n- un **<mot>** et `du code`\n- [<guide>](/livrables/guide)\n\n| A | B |\n|--|--|\n| 1 | 2 |',
    ),
  ).toBe('Le <point> un <mot> et du code <guide> A B 1 2');
  expect(found('le guide](/livrables/guide) du **gras, puis [une <suite>](https://exem')).toBe(
    'le guide du gras, puis une <suite>',
  );
  expect(found('2 * 3, a_b [sic] (fin), f(x)')).toBe('2 * 3, a_b [sic] (fin), f(x)');
});

test('sanitizeImportedHtml keeps text, structure and own images, and nothing that acts', () => {
  const html = sanitizeImportedHtml(
    '<h2 id="a" style="x" onclick="y">T</h2><script>s()</script><style>b{}</style><iframe src="https://x"></iframe>' +
      '<a href="javascript:x">a</a><a href="https://x.fr" target="_blank">b</a><img src="https://x/y.png"><img src="/uploads/y.png" alt="Y" onerror="z"><form><input></form>',
  );
  expect(html).toBe(
    '<h2 id="a">T</h2><a>a</a><a href="https://x.fr" rel="noopener noreferrer">b</a><img src="/uploads/y.png" alt="Y" />',
  );
});

describe('plainText', () => {
  test('reads without markup, and keeps what markup meant', () => {
    const source = [
      '## Le **point**',
      'Voir [le guide](/livrables/guide) et https://exemple.fr/x.',
      '- un\n- deux',
      '> cité',
      '| A | B |\n|---|---|\n| 1 | 2 |',
      '![Une carte](/uploads/carte.png)',
      '```\na   < b\n```',
    ].join('\n\n');
    expect(plainText(source, 'https://cordee.test')).toBe(
      [
        'Le point',
        'Voir le guide (https://cordee.test/livrables/guide) et https://exemple.fr/x.',
        '- un\n- deux',
        '> cité',
        'A   B\n1   2',
        '[Une carte]',
        'a   < b',
      ].join('\n\n'),
    );
  });

  test('leaves what is no markup as it was typed', () => {
    expect(plainText('<script>alert(1)</script> 2 * 3 & 4', 'https://cordee.test')).toBe(
      '<script>alert(1)</script> 2 * 3 & 4',
    );
    expect(plainText('', 'https://cordee.test')).toBe('');
  });
});
