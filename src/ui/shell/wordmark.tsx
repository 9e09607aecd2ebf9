/** The sign of Cordée: a rope that climbs, three knots tied to it. */
export function Sign() {
  return (
    <svg class="cd-sign" viewBox="0 0 40 40" width="40" height="40" aria-hidden="true" focusable="false">
      <path
        class="cd-sign__ground"
        d="M8 0h24a8 8 0 0 1 8 8v24a8 8 0 0 1-8 8H8a8 8 0 0 1-8-8V8a8 8 0 0 1 8-8Z"
      />
      <path class="cd-sign__rope" d="M5 34C13 34 12 25 19 23.5S27 20 28 14.5 31 7 36 6" />
      <circle class="cd-sign__knot" cx="10.8" cy="31.3" r="2.9" />
      <circle class="cd-sign__knot" cx="20.5" cy="23" r="2.9" />
      <circle class="cd-sign__knot" cx="28.3" cy="13.3" r="2.9" />
    </svg>
  );
}

export const tagline = 'La transformation numérique des territoires, ensemble';

export function Wordmark() {
  return (
    <a class="cd-wordmark" href="/" title="Accueil – Cordée">
      <Sign />
      <span>
        <span class="cd-wordmark__name">Cordée</span>
        <span class="cd-wordmark__tagline">{tagline}</span>
      </span>
    </a>
  );
}

/** The République Française block, for sites entitled to the State's brand. */
export function RepubliqueFrancaise() {
  return (
    <p class="fr-logo">
      République
      <br />
      Française
    </p>
  );
}
