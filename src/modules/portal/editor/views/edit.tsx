import { AdminNav, Badge, Button, PageHeader, Panel, PostButton, Time } from '../../../../ui/index.ts';
import { hrefOf } from '../../pages/permalink.ts';
import { PageForm, type PageFormProps } from './page-form.tsx';

export function NewPage(props: Omit<PageFormProps, 'isNew' | 'illustration'>) {
  return (
    <>
      <AdminNav current="/administration/pages" />
      <PageHeader title={props.kind === 'news' ? 'Écrire une actualité' : 'Créer une page'} />
      <PageForm {...props} isNew illustration={null} />
    </>
  );
}

export interface EditPageProps extends Omit<PageFormProps, 'isNew'> {
  id: string;
  title: string;
  permalink: string;
  published: boolean;
  updatedAt: Date;
}

export function EditPage({ id, title, permalink, published, updatedAt, ...form }: EditPageProps) {
  return (
    <>
      <AdminNav current="/administration/pages" />
      <PageHeader
        title={`Modifier « ${title} »`}
        meta={
          <>
            <Badge kind={published ? 'success' : 'neutral'}>{published ? 'Publiée' : 'Brouillon'}</Badge>
            <span>
              Dernière modification le <Time value={updatedAt} withTime />
            </span>
          </>
        }
        actions={
          <>
            <Button href={hrefOf(permalink)} kind="secondary" size="sm">
              Voir la page
            </Button>
            <Button href={`/administration/pages/${id}/versions`} kind="tertiary" size="sm" icon="clock">
              Historique
            </Button>
          </>
        }
      />
      <PageForm {...form} isNew={false} />
      {published && (
        <Panel title="Retirer du site">
          <p>La page redevient un brouillon. Son texte et son historique sont gardés.</p>
          <PostButton
            action={`/administration/pages/${id}/depublication`}
            kind="danger"
            context={`« ${title} »`}
          >
            Retirer la page
          </PostButton>
        </Panel>
      )}
    </>
  );
}
