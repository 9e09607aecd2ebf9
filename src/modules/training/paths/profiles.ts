/** For whom learning paths are. */
export const profiles = ['elu', 'direction-generale', 'secretariat-mairie', 'dsi', 'dpo'] as const;
export type Profile = (typeof profiles)[number];

export const profileLabels: Readonly<Record<Profile, string>> = {
  elu: 'Élu',
  'direction-generale': 'Direction générale',
  'secretariat-mairie': 'Secrétariat de mairie',
  dsi: 'Direction des systèmes d’information',
  dpo: 'Délégué à la protection des données',
};
