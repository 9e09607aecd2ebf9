import { Button, ButtonGroup, Panel, plural } from '../../../ui/index.ts';
import { type Catalogue, catalogueHref } from '../catalogues.ts';

/** What a reader may add to a catalogue, and the tools of whoever keeps it. */
export function CatalogueActs({
  catalogue,
  keeping,
}: {
  catalogue: Catalogue;
  /** Null for those who do not keep it. */
  keeping: { waiting: number } | null;
}) {
  const here = catalogueHref(catalogue.slug);
  return (
    <>
      {keeping && (
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
      )}
      <p>
        Une ressource manque ? <a href={`${here}/proposer`}>Proposez-la</a>, sans compte. Voir aussi{' '}
        <a href="/selections">les sélections</a>.
      </p>
    </>
  );
}
