import { Details, ItemList, plural, Section } from '../../../ui/index.ts';
import { statusLabels } from '../../agenda/index.ts';
import type { Flag } from '../../audience/index.ts';
import type { Mark } from '../marks.ts';
import type { MeasureStanding, Place } from '../standing.ts';
import { MeasureItem, MeasuresWithWhy } from './measure-item.tsx';

interface GroupsProps {
  measures: readonly MeasureStanding[];
  flags: ReadonlyMap<string, Flag>;
  /** Colleagues mark their measures; null for anybody else. */
  marking: { marks: ReadonlyMap<string, Mark>; hrefOf: (slug: string) => string } | null;
}

/** In the order in which they are read. */
export const groups: readonly { place: Place; id: string; title: string; intro: string }[] = [
  {
    place: 'now',
    id: 'a-faire',
    title: 'À faire maintenant',
    intro:
      'Des obligations qui commencent ou arrivent à échéance d’ici six mois, ou depuis moins de six mois.',
  },
  {
    place: 'soon',
    id: 'a-preparer',
    title: 'À préparer',
    intro: 'Des obligations dont une date vient plus tard, ou qui ne sont pas encore tout à fait en vigueur.',
  },
  {
    place: 'in_force',
    id: 'en-vigueur',
    title: 'En vigueur',
    intro: 'Des obligations déjà applicables, sans date à venir.',
  },
  {
    place: 'opportunities',
    id: 'opportunites',
    title: 'Opportunités',
    intro: 'Ce que vous pouvez faire si vous le souhaitez.',
  },
];

/** What concerns the authority, the most pressing first. */
export function Groups({ measures, flags, marking }: GroupsProps) {
  return (
    <>
      {groups.map(({ place, id, title, intro }) => {
        const its = measures.filter((one) => one.place === place);
        if (its.length === 0) return null;
        return (
          <Section title={title} id={id} intro={intro}>
            <ItemList label={title}>
              {its.map((standing) => (
                <MeasureItem
                  standing={standing}
                  flags={flags}
                  withActs={place === 'now'}
                  marking={
                    marking
                      ? {
                          mark: marking.marks.get(standing.measure.id),
                          href: marking.hrefOf(standing.measure.slug),
                        }
                      : undefined
                  }
                />
              ))}
            </ItemList>
          </Section>
        );
      })}
    </>
  );
}

/** What is over, and what does not concern it: folded, each with why. */
export function Folded({ measures }: { measures: readonly MeasureStanding[] }) {
  const over = measures.filter(({ place }) => place === 'over');
  const elsewhere = measures.filter(({ place }) => place === 'elsewhere');
  if (over.length + elsewhere.length === 0) return null;
  return (
    <Section title="Le reste de l’agenda" id="reste">
      {elsewhere.length > 0 && (
        <Details
          id="ne-vous-concerne-pas"
          summary={`Ne vous concerne pas : ${plural(elsewhere.length, 'mesure')}`}
        >
          <MeasuresWithWhy measures={elsewhere} />
        </Details>
      )}
      {over.length > 0 && (
        <Details id="terminees" summary={`Terminées : ${plural(over.length, 'mesure')}`}>
          <ul>
            {over.map(({ measure }) => (
              <li>
                <a href={`/agenda/${measure.slug}`}>{measure.title}</a>
                {` (${statusLabels[measure.status].toLocaleLowerCase('fr')})`}
              </li>
            ))}
          </ul>
        </Details>
      )}
    </Section>
  );
}
