/** HTML that went through the sanitizer (or was built by our own renderer): the only HTML `Prose` accepts. */
export type SafeHtml = string & { readonly __safe: unique symbol };
