/** HTML that may be put in a page as it is. Only this folder makes it: by rendering Markdown, or by sanitising. */
export type SafeHtml = string & { readonly __safe: unique symbol };

/** The one place where a string becomes SafeHtml; never exported by the door. */
export function markSafe(html: string): SafeHtml {
  return html as SafeHtml;
}
