/** Headers of a mail that one stops in one click, without opening a page (RFC 2369, RFC 8058): its address takes a bare POST. */
export const oneClickUnsubscribe = (address: string): Record<string, string> => ({
  'List-Unsubscribe': `<${address}>`,
  'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
});
