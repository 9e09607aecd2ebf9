import { expect, test } from 'vitest';
import { typeset } from './typeset.ts';

test('French punctuation never starts a line', () => {
  expect(typeset('<p>Objet : « oui » ; non ? Si ! À 91 %</p>')).toBe(
    '<p>Objet\u00a0: «\u00a0oui\u00a0»\u202f; non\u202f? Si\u202f! À 91\u202f%</p>',
  );
});

test('apostrophes are curved in words, and quotation marks are left alone', () => {
  expect(typeset("<p>L'été d'Aujourd'hui, l'<b>ANSSI</b>, l'1 : 'a' 5'</p>")).toBe(
    "<p>L’été d’Aujourd’hui, l'<b>ANSSI</b>, l’1\u00a0: 'a' 5'</p>",
  );
});

test('tags, code and what people type stay as they are', () => {
  for (const html of [
    '<a title="Où ? a > b : c" href="/x?a=1 :2">x</a>',
    '<textarea name="t">« a » : b\n ? l\'été</textarea>',
    '<pre><code>a ? b : c</code></pre>',
    '<code>x ? y : z</code>',
    '<input value="Qui ? l\'été"/>',
    'a:b 1:2 https://a.example/?x',
  ])
    expect(typeset(html)).toBe(html);
});
