import type { ComponentChildren } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { typeset } from '../../../ui/index.ts';

/** Mail programs know no style sheet. No image, and nothing that is fetched when the mail is opened. */
const page =
  'margin:0 auto;padding:16px;max-width:640px;font-family:Arial,sans-serif;font-size:16px;line-height:1.5';
const foot = 'margin-top:32px;padding-top:12px;border-top:1px solid #929292;font-size:14px';

/** The HTML part of a mail of a group. */
export function letter({
  subject,
  children,
  footer,
}: {
  subject: string;
  children: ComponentChildren;
  footer: ComponentChildren;
}): string {
  const html = renderToString(
    <html lang="fr">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <meta name="color-scheme" content="light dark" />
        <title>{subject}</title>
      </head>
      <body style="margin:0">
        <div style={page}>
          {children}
          <div style={foot}>{footer}</div>
        </div>
      </body>
    </html>,
  );
  return `<!doctype html>${typeset(html)}`;
}
