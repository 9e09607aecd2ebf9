/** Address of the page for victims of an attack; with the code of a région or an overseas collectivity, whom to call there. */
export const emergencyHref = (region?: string): string =>
  region === undefined ? '/urgence-cyber' : `/urgence-cyber?region=${region}`;
