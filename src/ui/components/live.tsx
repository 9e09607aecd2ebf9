/**
 * Where the open page says that others wrote meanwhile; without a script, nothing. `follow`: the stream of a page
 * that does not show what is new by itself, which says so with a link.
 */
export function LiveNews({ follow }: { follow?: string }) {
  return <p class="cd-live" role="status" data-live-news data-live={follow} />;
}
