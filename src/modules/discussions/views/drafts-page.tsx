import { excerpt } from '../../../platform/markdown/index.ts';
import { Badge, Button, EmptyState, Fact, ItemList, ListItem, PostButton, Time } from '../../../ui/index.ts';
import { type DraftLine, draftsShown } from '../drafts.ts';
import { categoryOf } from '../vocabulary.ts';

export interface ShownDraft extends DraftLine {
  /** The reader still reads the group that it is for. */
  open: boolean;
}

export function DraftsPage({ drafts }: { drafts: readonly ShownDraft[] }) {
  if (drafts.length === 0) {
    return (
      <EmptyState title="Aucun brouillon" action={<Button href="/espace">Revenir à mon espace</Button>}>
        <p>
          Sous un message que vous écrivez, « Enregistrer le brouillon » le garde ici jusqu’à ce que vous le
          publiiez.
        </p>
      </EmptyState>
    );
  }
  return (
    <>
      <ItemList label="Brouillons">
        {drafts.map((draft) => (
          <DraftItem draft={draft} />
        ))}
      </ItemList>
      {drafts.length === draftsShown && <p>Seuls les {draftsShown} derniers sont affichés.</p>}
    </>
  );
}

function DraftItem({ draft }: { draft: ShownDraft }) {
  const about = titleOf(draft);
  const meta = (
    <>
      <Badge>
        {draft.threadId === null ? `Nouvelle : ${categoryOf(draft.kind).label.toLowerCase()}` : 'Réponse'}
      </Badge>
      {draft.open && <span>{draft.groupTitle}</span>}
      <Fact icon="clock">
        enregistré le <Time value={draft.savedAt} withTime />
      </Fact>
      <div class="cd-draft">
        <PostButton
          action={`/espace/brouillons/${draft.id}/suppression`}
          kind="tertiary"
          size="sm"
          confirm="Supprimer ce brouillon ? Son texte sera perdu."
          context={`le brouillon « ${about} »`}
        >
          Supprimer
        </PostButton>
      </div>
    </>
  );
  const href = hrefOf(draft);
  if (href !== null) {
    return (
      <ListItem title={about} href={href} level={2} meta={meta}>
        <p>{excerpt(draft.body, 200)}</p>
      </ListItem>
    );
  }
  return (
    <li class="cd-item">
      <h2 class="cd-item__title">{about}</h2>
      <div class="cd-item__text">
        <p class="cd-verbatim">{draft.body}</p>
      </div>
      <div class="cd-meta">{meta}</div>
    </li>
  );
}

function hrefOf({ open, threadId, threadTitle, groupSlug }: ShownDraft): string | null {
  if (!open) return null;
  if (threadId === null) return `/espace/groupes/${groupSlug}/discussions/nouvelle`;
  return threadTitle === null ? null : `/espace/discussions/${threadId}#repondre`;
}

function titleOf({ open, threadId, threadTitle, title }: ShownDraft): string {
  if (!open) return 'Dans un groupe dont vous n’êtes plus membre';
  if (threadId === null) return title || 'Sans titre';
  return threadTitle ?? 'Réponse à une discussion supprimée';
}
