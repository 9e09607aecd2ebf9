import { Panel } from '../../../ui/index.ts';

/** Ways to keep a measure at hand. */
export function MeasureExports({ slug }: { slug: string }) {
  const here = `/agenda/${slug}`;
  return (
    <Panel title="Garder sous la main">
      <ul>
        <li>
          <a href={`${here}.pdf`}>Fiche à imprimer (PDF)</a>
        </li>
        <li>
          <a href={`${here}.ics?telecharger=1`}>Dates pour votre calendrier (ICS)</a>
        </li>
        <li>
          <a href={`${here}.json`}>Données (JSON)</a>
        </li>
        <li>
          <a href={`${here}/historique`}>Historique</a>
        </li>
        <li>
          <a href={`${here}/proposer`}>Proposer une correction</a>
        </li>
      </ul>
    </Panel>
  );
}
