import { describe, expect, test } from 'vitest';
import { aZip } from '../../../test/xlsx.ts';
import { renderPdf } from '../pdf/index.ts';
import { longestText } from './gathering.ts';
import { read } from './read.ts';
import { UnreadableFile, wordsOfFile } from './reading.ts';

const openXml = 'application/vnd.openxmlformats-officedocument';
const openDocument = 'application/vnd.oasis.opendocument';
const types = {
  pdf: 'application/pdf',
  docx: `${openXml}.wordprocessingml.document`,
  xlsx: `${openXml}.spreadsheetml.sheet`,
  pptx: `${openXml}.presentationml.presentation`,
  odt: `${openDocument}.text`,
  txt: 'text/plain',
};
const bytesOf = (content: Uint8Array | string) => new Uint8Array(Buffer.from(content));
const words = (type: keyof typeof types, content: Uint8Array | string) =>
  read({ bytes: bytesOf(content), mediaType: types[type] });
const docx = (xml: string) => aZip({ 'word/document.xml': xml });
const paragraph = (text: string) =>
  `<w:document xmlns:w="w"><w:p><w:r><w:t>${text}</w:t></w:r></w:p></w:document>`;

describe('the words', () => {
  test('of a PDF', async () => {
    const { content } = await renderPdf({
      title: 'Convention',
      subject: 'Fiche',
      author: 'Cordée',
      eyebrow: 'Fiche',
      lead: 'Trois mesures.',
      footer: 'cordee.example',
      blocks: [{ kind: 'paragraph', text: 'La télétransmission dématérialisée des actes' }],
      at: new Date(0),
    });
    expect(await words('pdf', content)).toContain('télétransmission dématérialisée des actes');
  });

  test('of a document, without what was deleted from it', async () => {
    const xml =
      '<w:document xmlns:w="w"><w:p><w:r><w:t>Le plan </w:t></w:r><w:r><w:t>communal</w:t></w:r></w:p><w:p><w:del><w:r><w:delText>secret</w:delText></w:r></w:del><w:r><w:t>de sauvegarde</w:t></w:r></w:p></w:document>';
    expect(await words('docx', docx(xml))).toBe('Le plan communal de sauvegarde');
  });

  test('of a workbook: texts that cells share, its own, and numbers', async () => {
    const book = aZip({
      'xl/sharedStrings.xml': '<sst><si><t>Commune</t></si></sst>',
      'xl/worksheets/sheet1.xml':
        '<worksheet><sheetData><row><c t="s"><v>0</v></c><c t="inlineStr"><is><t>Annecy</t></is></c><c><v>217400100</v></c></row></sheetData></worksheet>',
    });
    expect(await words('xlsx', book)).toBe('Commune Annecy 217400100');
  });

  test('of slides, in their order', async () => {
    const slide = (text: string) =>
      `<p:sld xmlns:p="p" xmlns:a="a"><a:p><a:r><a:t>${text}</a:t></a:r></a:p></p:sld>`;
    const slides = aZip({
      'ppt/slides/slide10.xml': slide('Merci'),
      'ppt/slides/slide2.xml': slide('Calendrier'),
    });
    expect(await words('pptx', slides)).toBe('Calendrier Merci');
  });

  test('of LibreOffice, without comments', async () => {
    const xml =
      '<office:document-content xmlns:office="o" xmlns:text="t"><text:h>Titre</text:h><text:p>Un<text:s/>mot<office:annotation><text:p>entre nous</text:p></office:annotation></text:p></office:document-content>';
    expect(await words('odt', aZip({ mimetype: types.odt, 'content.xml': xml }))).toBe('Titre Un mot');
  });

  test.each([
    ['UTF-8', Buffer.from('été à l’œuvre')],
    [
      'Windows-1252',
      Buffer.from([0xe9, 0x74, 0xe9, 0x20, 0xe0, 0x20, 0x6c, 0x92, 0x9c, 0x75, 0x76, 0x72, 0x65]),
    ],
    ['UTF-16', Buffer.from('\ufeffété à l’œuvre', 'utf16le')],
  ])('of a text in %s', async (_, content) => {
    expect(await words('txt', content)).toBe('été à l’œuvre');
  });

  test('are cut, on one line, without what a database refuses', async () => {
    expect((await words('txt', 'mot '.repeat(longestText))).length).toBeLessThanOrEqual(longestText);
    expect(await words('txt', 'un\u0000deux\n\ntrois')).toBe('un deux trois');
  });
});

describe('is not read', () => {
  test.each([
    ['a broken PDF', 'pdf', '%PDF-1.7\nnothing'],
    ['a broken archive', 'docx', 'PK\u0003\u0004 nothing'],
    ['entities', 'docx', docx(`<!DOCTYPE x [<!ENTITY a "aaaa">]>${paragraph('&a;')}`)],
    ['XML that is none', 'docx', docx('<w:p><w:t>texte')],
  ] as const)('%s', async (_, type, content) => {
    await expect(wordsOfFile({ bytes: bytesOf(content), mediaType: types[type] })).rejects.toThrow(
      UnreadableFile,
    );
  });

  test('what is huge once open', async () => {
    const bomb = docx(paragraph(' '.repeat(150 * 1024 * 1024)));
    expect(bomb.length).toBeLessThan(1024 * 1024);
    await expect(wordsOfFile({ bytes: bytesOf(bomb), mediaType: types.docx })).rejects.toThrow(
      UnreadableFile,
    );
  });

  test('what takes too long', async () => {
    const slow = docx(paragraph(`<w:x/>`.repeat(200_000)));
    await expect(wordsOfFile({ bytes: bytesOf(slow), mediaType: types.docx }, 1)).rejects.toThrow(
      UnreadableFile,
    );
  });
});
