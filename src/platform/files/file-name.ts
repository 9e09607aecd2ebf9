const maxBytes = 180;

/** What a shell, a header or a file system trips on, and what makes a name read other than it is. */
const unsafe = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}"`<>|:*?/\\]/gu;

/** The last part of whatever path the browser sent, made safe to store, to show and to save on any system. */
export function cleanFileName(name: string): string {
  // Browsers write quotes and line ends so, in the name of a file they send.
  const written = name.toWellFormed().replace(/%(?:22|0D|0A)/gi, ' ');
  const last = written.split(/[/\\]/).filter(Boolean).at(-1) ?? '';
  const cleaned = last
    .normalize('NFC')
    .replaceAll("'", '’')
    .replace(unsafe, (character) => (/\p{Cc}/u.test(character) ? ' ' : ''))
    .replace(/\s+/g, ' ')
    .replace(/^[.\s]+|[.\s]+$/g, '');
  if (cleaned === '') return 'fichier';
  const extension = extensionOf(cleaned);
  const suffix = extension ? `.${extension}` : '';
  const stem = cutToBytes(
    cleaned.slice(0, cleaned.length - suffix.length),
    maxBytes - Buffer.byteLength(suffix),
  );
  // Devices, not files, on some systems.
  return `${/^(?:con|prn|aux|nul|com\d|lpt\d)$/i.test(stem) ? `${stem}_` : stem}${suffix}`;
}

/** `Rapport.PDF` gives `PDF`; what is too long or too odd to be an extension gives ''. */
export function extensionOf(name: string): string {
  return /[^.]\.([A-Za-z0-9]{1,10})$/.exec(name)?.[1] ?? '';
}

function cutToBytes(text: string, limit: number): string {
  let cut = '';
  let bytes = 0;
  for (const character of text) {
    bytes += Buffer.byteLength(character);
    if (bytes > limit) break;
    cut += character;
  }
  return cut.trimEnd();
}
