import type { FormState } from '../../../platform/http/index.ts';
import {
  Alert,
  Button,
  EmptyState,
  ErrorSummary,
  Form,
  PageHeader,
  SelectField,
  SubmitRow,
} from '../../../ui/index.ts';

/** Asks where a thread goes. */
export function ThreadMoving({
  thread,
  targets,
  form,
  chosen,
}: {
  thread: { id: string; title: string; groupTitle: string };
  targets: readonly { slug: string; title: string }[];
  form: FormState;
  chosen: string;
}) {
  const back = `/espace/discussions/${thread.id}`;
  return (
    <>
      <PageHeader eyebrow={thread.title} title="Déplacer cette discussion" />
      {targets.length === 0 ? (
        <EmptyState
          title="Aucun autre groupe où la déplacer"
          action={<Button href={back}>Revenir à la discussion</Button>}
        >
          <p>
            Il faut copiloter les deux groupes. L’équipe du programme peut déplacer la discussion pour vous.
          </p>
        </EmptyState>
      ) : (
        <>
          <ErrorSummary errors={form.errors} />
          <Alert kind="warning">
            <p>
              Les membres du nouveau groupe liront toute la discussion. Ceux de « {thread.groupTitle} » qui
              n’en font pas partie ne la verront plus. Le déplacement restera écrit dans la discussion.
            </p>
          </Alert>
          <Form action={`${back}/deplacer`} formKey={form.key}>
            <SelectField
              name="groupe"
              label="Nouveau groupe"
              value={chosen}
              choices={targets.map(({ slug, title }) => ({ value: slug, label: title }))}
              error={form.errors.groupe}
            />
            <SubmitRow label="Déplacer la discussion" cancelHref={back} />
          </Form>
        </>
      )}
    </>
  );
}
