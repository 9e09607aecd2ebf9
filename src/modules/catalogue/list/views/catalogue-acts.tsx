import { Button, ButtonGroup, plural } from '../../../../ui/index.ts';
import { type Catalogue, catalogueHref } from '../../catalogues.ts';

/** The tools of whoever keeps a catalogue. */
export function KeeperActs({ catalogue, waiting }: { catalogue: Catalogue; waiting: number }) {
  const here = catalogueHref(catalogue.slug);
  return (
    <ButtonGroup>
      <Button href={`${here}/a-traiter`} kind={waiting > 0 ? 'primary' : 'secondary'}>
        {waiting > 0 ? plural(waiting, 'contribution à traiter', 'contributions à traiter') : 'Contributions'}
      </Button>
      <Button href={`${here}/nouvelle`} kind="secondary">
        Ajouter une ressource
      </Button>
      <Button href={`${here}/importer`} kind="secondary">
        Importer, exporter
      </Button>
    </ButtonGroup>
  );
}

/** What any reader may add to a catalogue. */
export function ReaderActs({ catalogue }: { catalogue: Catalogue }) {
  return (
    <p>
      Une ressource manque ? <a href={`${catalogueHref(catalogue.slug)}/proposer`}>Proposez-la</a>, sans
      compte. Voir aussi <a href="/selections">les sélections</a>.
    </p>
  );
}
