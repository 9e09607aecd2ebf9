import { Button, ButtonGroup, Panel, plural } from '../../../ui/index.ts';
import { type Catalogue, catalogueHref } from '../catalogues.ts';

/** The tools of whoever keeps a catalogue; nothing for others. */
export function KeeperActs({
  catalogue,
  keeping,
}: {
  catalogue: Catalogue;
  /** Null for those who do not keep it. */
  keeping: { waiting: number } | null;
}) {
  if (keeping === null) return null;
  const here = catalogueHref(catalogue.slug);
  return (
    <Panel title="Tenir ce catalogue">
      <ButtonGroup>
        <Button href={`${here}/a-traiter`} kind={keeping.waiting > 0 ? 'primary' : 'secondary'}>
          {keeping.waiting > 0
            ? plural(keeping.waiting, 'contribution à traiter', 'contributions à traiter')
            : 'Contributions'}
        </Button>
        <Button href={`${here}/nouvelle`} kind="secondary">
          Ajouter une ressource
        </Button>
        <Button href={`${here}/importer`} kind="secondary">
          Importer, exporter
        </Button>
      </ButtonGroup>
    </Panel>
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
