import { SubNav } from '../components/navigation.tsx';

/** One or two words each: together they keep to one line of a usual screen. */
const items = [
  { label: 'Accueil', href: '/administration' },
  { label: 'Inscriptions', href: '/administration/inscriptions' },
  { label: 'Pages', href: '/administration/pages' },
  { label: 'Livrables', href: '/administration/livrables' },
  { label: 'Publics visés', href: '/administration/publics' },
  { label: 'Taxonomie', href: '/administration/taxonomie' },
  { label: 'Éditeurs', href: '/administration/editeurs' },
  { label: 'Comptes', href: '/administration/comptes' },
  { label: 'Courriels', href: '/administration/courriels' },
  { label: 'Journal', href: '/administration/journal' },
] as const;

/** The ways through the administration, at the top of each of its pages. */
export function AdminNav({ current }: { current: (typeof items)[number]['href'] }) {
  return <SubNav label="Administration" items={items} current={current} />;
}
