import MailComposer from 'nodemailer/lib/mail-composer';
import { describe, expect, test } from 'vitest';
import { isForged } from './authentication.ts';
import { isAutomatic } from './automatic.ts';
import { read } from './read.ts';
import { readMail, UnreadableMail } from './reading.ts';

const compose = (mail: ConstructorParameters<typeof MailComposer>[0]) =>
  new MailComposer({ from: 'Paul <Paul@Annecy.example>', to: 'x@y.example', ...mail }).compile().build();
const textOf = async (text: string) => (await read(await compose({ text }))).text;

const ours = '--- Répondez à ce courriel ---\n\nLéa a répondu :\n\nQuel format ?';
const quoted = ours
  .split('\n')
  .map((line) => `> ${line}`)
  .join('\n');
const outlook = `De : Cordée <cordee@exemple.fr>
Envoyé : mardi 3 novembre 2026 10:00
À : Paul Durand <paul@annecy.example>
Objet : Re: Quel format ? [Données]

${ours}`;

describe('what is quoted and signed goes', () => {
  const cases: Record<string, string> = {
    Gmail: `Oui, en CSV.\n\nLe mar. 3 nov. 2026 à 10:00, Cordée <cordee@exemple.fr> a écrit :\n\n${quoted}\n`,
    'Gmail, on two lines': `Oui, en CSV.\n\nLe mar. 3 nov. 2026 à 10:00, Cordée, programme des territoires <\ncordee@exemple.fr> a écrit :\n\n${quoted}\n`,
    'a plain « Le 3 nov. »': `Oui, en CSV.\n\nLe 3 nov. 2026 à 10:00, X a écrit :\n\n${quoted}\n`,
    Thunderbird: `Oui, en CSV.\n\nLe 03/11/2026 à 10:00, Cordée a écrit :\n${quoted}\n\n-- \nPaul Durand\nMairie d’Annecy`,
    Outlook: `Oui, en CSV.\n\nCordialement,\n\nPaul Durand\nDGS\n\n${outlook}`,
    'Outlook, drawn line': `Oui, en CSV.\n\n________________________________\n${outlook}`,
    'old Outlook': `Oui, en CSV.\n\n-----Message d'origine-----\nDe : Cordée [mailto:cordee@exemple.fr]\nEnvoyé : mardi 3 novembre 2026 10:00\nÀ : Paul\nObjet : Quel format ?\n\n${ours}`,
    iPhone: `Oui, en CSV.\n\nEnvoyé de mon iPhone\n\n> Le 3 nov. 2026 à 10:00, Cordée <cordee@exemple.fr> a écrit :\n> \n${quoted}\n`,
    'Outlook for Android': `Oui, en CSV.\n\nTélécharger Outlook pour Android<https://aka.ms/abc>\n________________________________\n${outlook}`,
  };
  for (const [client, text] of Object.entries(cases))
    test(client, async () => expect(await textOf(text)).toBe('Oui, en CSV.'));
});

test('what only looks like a quote stays', async () => {
  const text = 'Le maire a écrit une lettre en 2025.\nLe préfet aussi.\n\nDe : la part des élus';
  expect(await textOf(text)).toBe(text);
});

test('a mail in HTML only gives its words, without script, style nor quote', async () => {
  const html = `<html><head><style>p { color: red }</style><title>x</title></head><body>
    <p>Oui,<br>en <b>CSV</b> &lt;bien sûr&gt;.</p><script>alert(1)</script><p onclick="alert(2)">À demain</p>
    <div class="gmail_quote"><div class="gmail_attr">Le mar. 3 nov. 2026 à 10:00, Cordée &lt;<a href="mailto:cordee@exemple.fr">cordee@exemple.fr</a>&gt; a écrit :<br></div>
    <blockquote class="gmail_quote"><p>Quel format ?</p></blockquote></div></body></html>`;
  expect((await read(await compose({ html }))).text).toBe('Oui,\nen CSV <bien sûr>.\n\nÀ demain');
});

test('other character sets, and one that is wrong, are read as well as can be', async () => {
  const raw = (charset: string, body: Buffer) =>
    Buffer.concat([
      Buffer.from(
        `From: paul@annecy.example\r\nContent-Type: text/plain; charset=${charset}\r\nContent-Transfer-Encoding: 8bit\r\n\r\n`,
      ),
      body,
    ]);
  const latin = Buffer.from('Déjà prêt', 'latin1');
  expect((await read(raw('iso-8859-1', latin))).text).toBe('Déjà prêt');
  expect((await read(raw('windows-1252', Buffer.from([0x80, 0x20, 0xe9])))).text).toBe('€ é');
  expect((await read(raw('inconnu-7', Buffer.from('Bonjour')))).text).toBe('Bonjour');
  expect((await read(raw('utf-8', latin))).text).toBe('D\ufffdj\ufffd pr\ufffdt');
});

test('lines that the sender’s program cut are one again', async () => {
  const raw =
    'From: paul@annecy.example\r\nContent-Type: text/plain; charset=utf-8; format=flowed\r\n\r\nUne phrase que le \r\nprogramme a coupée.\r\n';
  expect((await read(Buffer.from(raw))).text).toBe('Une phrase que le programme a coupée.');
});

test('the sender is one address, in lower case; several are none', async () => {
  expect((await read(await compose({ text: 'x' }))).from).toBe('paul@annecy.example');
  const two = 'From: a@x.example\r\nFrom: b@x.example\r\n\r\nx';
  expect((await read(Buffer.from(two))).from).toBeNull();
  const list = 'From: a@x.example, b@x.example\r\n\r\nx';
  expect((await read(Buffer.from(list))).from).not.toBe('b@x.example');
  expect((await read(Buffer.from('bonjour'))).from).toBeNull();
});

test('files come along; ornaments of signatures and their keys do not', async () => {
  const mail = await compose({
    html: '<p>Voir <img src="cid:logo"> <img src="cid:ecran"></p>',
    attachments: [
      { filename: 'plan é.txt', content: 'un plan' },
      { filename: 'logo.png', content: Buffer.alloc(500), cid: 'logo', contentType: 'image/png' },
      { filename: 'ecran.png', content: Buffer.alloc(50_000), cid: 'ecran', contentType: 'image/png' },
      { filename: 'smime.p7s', content: 'x', contentType: 'application/pkcs7-signature' },
    ],
  });
  expect((await read(mail)).attachments.map(({ name }) => name).sort()).toEqual(['ecran.png', 'plan é.txt']);
});

test('a text made to keep us busy is given up, in a thread of its own', async () => {
  const raw = await compose({ text: '2026 from <'.repeat(1000) });
  let turns = 0;
  const timer = setInterval(() => {
    turns += 1;
  }, 50);
  await expect(readMail(raw, 600)).rejects.toThrow(UnreadableMail);
  clearInterval(timer);
  expect(turns).toBeGreaterThan(4);
});

describe('who is not a person', () => {
  const about = async (headers: Record<string, string>, mail: { subject?: string; from?: string } = {}) =>
    isAutomatic(await read(await compose({ text: 'Je suis absent', headers, ...mail })), {
      sender: 'paul@annecy.example',
      ownAddress: 'cordee@exemple.fr',
    });
  const automatic: [string, Record<string, string>, { subject?: string; from?: string }?][] = [
    ['RFC 3834', { 'Auto-Submitted': 'auto-replied' }],
    ['vacation', { Precedence: 'bulk' }],
    ['old programs', { 'X-Autoreply': 'yes' }],
    ['Exchange', { 'X-Auto-Response-Suppress': 'All' }],
    ['rules of Exchange', { 'X-MS-Exchange-Inbox-Rules-Loop': 'paul@annecy.example' }],
    ['a list', { 'List-Id': '<elus.exemple.fr>' }],
    ['Outlook away', {}, { subject: 'Réponse automatique : Quel format ?' }],
    ['Outlook away, in English', {}, { subject: 'Out of Office: Quel format ?' }],
    ['delivery report', {}, { from: 'MAILER-DAEMON@mx.example' }],
    ['ourselves', {}, { from: 'Cordée <cordee@exemple.fr>' }],
    ['our own mail come back', { 'Message-ID': `<${'a1'.repeat(16)}@exemple.fr>` }],
  ];
  for (const [what, headers, mail] of automatic)
    test(what, async () => expect(await about(headers, mail)).toBe(true));
  test('a person', async () => {
    expect(await about({})).toBe(false);
    expect(await about({ 'Auto-Submitted': 'no' }, { subject: 'Re: Réponse automatique' })).toBe(false);
    expect(await about({ 'X-Auto-Response-Suppress': 'DR, OOF' })).toBe(false);
  });
  test('no return path', async () => {
    const mail = await read(await compose({ text: 'x' }));
    expect(isAutomatic(mail, { sender: '', ownAddress: null })).toBe(true);
  });
});

describe('what our server found of the sender', () => {
  const forged = async (trusted: string | null, ...results: string[]) =>
    isForged(
      await read(
        Buffer.from(
          `${results.map((result) => `Authentication-Results: ${result}\r\n`).join('')}From: a@x.example\r\n\r\nx`,
        ),
      ),
      trusted,
    );
  const mx = 'mx.exemple.fr';
  test('DMARC decides, else SPF', async () => {
    expect(await forged(mx, `${mx}; dmarc=fail (p=none) header.from=x.example`)).toBe(true);
    expect(await forged(mx, `${mx}; spf=fail smtp.mailfrom=x.example; dmarc=pass`)).toBe(false);
    expect(await forged(mx, `${mx} 1;\r\n spf=fail smtp.mailfrom=x.example`)).toBe(true);
    expect(await forged(mx, `${mx}; spf=softfail; dmarc=none`)).toBe(false);
    expect(await forged(mx, `${mx}; spf=pass (a; dmarc=fail)`)).toBe(false);
  });
  test('only what it wrote counts, and the last it wrote', async () => {
    expect(await forged(mx, 'mx.ailleurs.example; dmarc=fail')).toBe(false);
    expect(await forged(null, `${mx}; dmarc=fail`)).toBe(false);
    expect(await forged(mx, `${mx}; dmarc=fail`, `${mx}; dmarc=pass`)).toBe(true);
  });
});
