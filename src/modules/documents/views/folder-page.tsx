import {
  Alert,
  Button,
  ButtonGroup,
  EmptyState,
  formatFileSize,
  HiddenWords,
  ItemList,
  ListItem,
  listHref,
  PagedTable,
  plural,
  TagList,
  Time,
} from '../../../ui/index.ts';
import { SpaceFrame } from '../../groups/index.ts';
import type { DocumentLine, FolderLine, HiddenLine, Sort } from '../queries.ts';
import type { Room } from '../quota.ts';
import { deepest } from '../tree.ts';
import { moderationOf } from './document-page.tsx';
import { kindWords } from './labels.tsx';

export interface FolderPageProps {
  group: { slug: string; title: string };
  /** Address of the group's documents. */
  base: string;
  /** Where one is, from the top; empty at the top. */
  path: readonly FolderLine[];
  /** The folders right here, with how many files lie right in each. */
  folders: readonly (FolderLine & { files: number })[];
  /** What moderation hid right here. */
  hidden: readonly (HiddenLine & { mine: boolean; canModerate: boolean })[];
  list: { documents: readonly DocumentLine[]; total: number; bytes: number };
  sort: Sort;
  page: number;
  pages: number;
  room: Room;
  /** Why all this cannot be had as one archive; null when it can. */
  noArchive: string | null;
  may: { write: boolean; deleteHere: boolean; setQuota: boolean };
}

export function FolderPage(props: FolderPageProps) {
  const { group, base, path, folders, list, may } = props;
  const here = path.at(-1);
  const empty = folders.length === 0 && list.total === 0;
  return (
    <SpaceFrame
      group={group}
      title={here ? here.name : 'Documents'}
      lead={
        here
          ? undefined
          : 'Les fichiers de travail du groupe, avec leurs versions. Ils ne sont montrés qu’à ses membres.'
      }
      current="documents"
      actions={may.write && <Adding base={base} path={path} />}
    >
      <Where base={base} path={path} />
      {empty ? (
        <EmptyState title={here ? 'Ce dossier est vide' : 'Aucun document pour l’instant'}>
          <p>
            {may.write
              ? 'Envoyez un premier fichier : chacun pourra en ajouter des versions sans perdre les précédentes.'
              : 'Les membres du groupe y mettront leurs fichiers de travail.'}
          </p>
        </EmptyState>
      ) : (
        <>
          <Folders folders={folders} base={base} />
          <Files {...props} />
        </>
      )}
      <Hidden {...props} />
      <Foot {...props} />
    </SpaceFrame>
  );
}

function Adding({ base, path }: Pick<FolderPageProps, 'base' | 'path'>) {
  const here = path.at(-1);
  const dans = here ? `?dans=${here.id}` : '';
  return (
    <>
      <Button href={`${base}/envoi${dans}`} icon="upload">
        Envoyer un fichier
      </Button>
      {path.length < deepest && (
        <Button href={`${base}/nouveau-dossier${dans}`} kind="secondary" icon="plus">
          Nouveau dossier
        </Button>
      )}
    </>
  );
}

function Where({ base, path }: Pick<FolderPageProps, 'base' | 'path'>) {
  if (path.length === 0) return null;
  return (
    <nav aria-label="Dossiers au-dessus">
      <p>
        <a href={base}>Documents</a>
        {path.slice(0, -1).map(({ id, name }) => (
          <>
            {' / '}
            <a href={`${base}/dossiers/${id}`}>{name}</a>
          </>
        ))}
        {' / '}
        <span aria-current="page">{path.at(-1)?.name}</span>
      </p>
    </nav>
  );
}

/** Where files were, without their names: those may be what was hidden. */
function Hidden({ hidden, base }: Pick<FolderPageProps, 'hidden' | 'base'>) {
  if (hidden.length === 0) return null;
  return (
    <section class="cd-section" aria-labelledby="masques">
      <h2 id="masques">{plural(hidden.length, 'fichier masqué', 'fichiers masqués')}</h2>
      <ItemList label="Fichiers masqués">
        {hidden.map(({ id, mine, canModerate, hidden: why }) => (
          <li class="cd-item">
            <HiddenWords
              what="Fichier"
              hidden={why}
              about={moderationOf({ id })}
              mine={mine}
              canModerate={canModerate}
              context="sur ce fichier"
            />
            {(mine || canModerate) && (
              <p>
                <a href={`${base}/${id}`}>Ouvrir le fichier masqué</a>
              </p>
            )}
          </li>
        ))}
      </ItemList>
    </section>
  );
}

function Folders({ folders, base }: Pick<FolderPageProps, 'folders' | 'base'>) {
  if (folders.length === 0) return null;
  return (
    <section class="cd-section" aria-labelledby="dossiers">
      <h2 id="dossiers">{plural(folders.length, 'dossier')}</h2>
      <ItemList label="Dossiers">
        {folders.map(({ id, name, files }) => (
          <ListItem
            title={name}
            href={`${base}/dossiers/${id}`}
            level={3}
            meta={<span>{plural(files, 'fichier')}</span>}
          />
        ))}
      </ItemList>
    </section>
  );
}

function Files({ base, path, list, sort, page, pages }: FolderPageProps) {
  const here = path.at(-1);
  const address = here ? `${base}/dossiers/${here.id}` : base;
  if (list.total === 0) return null;
  return (
    <section class="cd-section" aria-labelledby="fichiers">
      <h2 id="fichiers">
        {plural(list.total, 'fichier')}, {formatFileSize(list.bytes)}
      </h2>
      <TagList
        label="Trier les fichiers"
        items={[
          { label: 'Par nom', href: address, current: sort === 'nom' },
          { label: 'Les derniers d’abord', href: `${address}?tri=date`, current: sort === 'date' },
          { label: 'Les plus lourds d’abord', href: `${address}?tri=taille`, current: sort === 'taille' },
        ]}
      />
      <PagedTable
        id="liste"
        caption="Fichiers de ce dossier"
        captionHidden
        columns={[
          { label: 'Nom', wide: true },
          { label: 'Type' },
          { label: 'Taille', numeric: true },
          { label: 'Version', numeric: true },
          { label: 'Modifié' },
        ]}
        rows={list.documents.map((document) => [
          <a href={`${base}/${document.id}`}>{document.name}</a>,
          kindWords(document),
          formatFileSize(document.bytes),
          document.newest,
          <Time value={document.updatedAt} />,
        ])}
        page={page}
        pages={pages}
        hrefOf={(to) => listHref(address, { tri: sort === 'nom' ? null : sort, page: to })}
        pagesLabel="Pages de fichiers"
      />
    </section>
  );
}

function Foot({ base, path, room, noArchive, may, list, folders }: FolderPageProps) {
  const here = path.at(-1);
  const at = here ? `${base}/dossiers/${here.id}` : base;
  const filled = list.total > 0 || folders.length > 0;
  const share = room.quota > 0 ? room.used / room.quota : 1;
  return (
    <>
      <ButtonGroup>
        {filled && !noArchive && (
          <Button href={`${at}/archive.zip`} kind="secondary" icon="download">
            {here ? 'Télécharger ce dossier (ZIP)' : 'Tout télécharger (ZIP)'}
          </Button>
        )}
        {here && may.write && (
          <Button href={`${at}/modifier`} kind="secondary" icon="edit">
            Renommer ou déplacer
          </Button>
        )}
        {here && may.deleteHere && (
          <Button href={`${at}/suppression`} kind="danger" icon="trash">
            Mettre à la corbeille
          </Button>
        )}
        {may.write && (
          <Button href={`${base}/corbeille`} kind="tertiary">
            Voir la corbeille
          </Button>
        )}
      </ButtonGroup>
      {filled && noArchive && <p class="fr-hint-text">{noArchive}</p>}
      {share >= 0.9 && (
        <Alert kind="warning">
          <p>La place du groupe est presque pleine.</p>
        </Alert>
      )}
      <p class="fr-hint-text">
        Place du groupe : {formatFileSize(room.used)} sur {formatFileSize(room.quota)}, versions, corbeille et
        fichiers des discussions compris. {may.setQuota && <a href={`${base}/quota`}>Changer cette limite</a>}
      </p>
    </>
  );
}
