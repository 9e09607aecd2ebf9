import type { GroupState } from '../../../platform/database/index.ts';
import { type FormState, typedText } from '../../../platform/http/index.ts';
import {
  Alert,
  ErrorSummary,
  Form,
  HiddenFields,
  PageHeader,
  RadioGroup,
  ReasonField,
  SubmitRow,
} from '../../../ui/index.ts';
import { stateLabels } from '../life-cycle.ts';
import { GroupStateBadge } from './labels.tsx';

/** What each move means, in the words of the form. */
const moves: Readonly<Record<GroupState, { label: string; hint: string }>> = {
  proposed: { label: stateLabels.proposed, hint: '' },
  active: { label: 'Actif', hint: 'Le groupe travaille et publie ses points d’avancement.' },
  paused: { label: 'En pause', hint: 'Le groupe s’arrête un temps ; il pourra reprendre.' },
  closed: {
    label: 'Clos',
    hint: 'Le groupe a fini, ou ne se fera pas. C’est définitif : ses pages restent en ligne.',
  },
};

export function StateForm({
  group,
  form,
  choices,
  notice,
  submit = 'Changer l’état',
  cancelHref,
}: {
  group: { slug: string; title: string; state: GroupState };
  form: FormState;
  /** Where this reader may lead the group. */
  choices: readonly GroupState[];
  /** With how many keys this is done. */
  notice?: string;
  submit?: string;
  cancelHref: string;
}) {
  return (
    <>
      <PageHeader
        eyebrow={group.title}
        title="Changer l’état du groupe"
        meta={
          <>
            <span>Aujourd’hui :</span> <GroupStateBadge state={group.state} />
          </>
        }
      />
      <ErrorSummary errors={form.errors} />
      {notice && (
        <Alert kind="info">
          <p>{notice}</p>
        </Alert>
      )}
      {group.state === 'closed' ? (
        <p>
          Ce groupe est clos : son histoire est terminée.{' '}
          <a href={`/groupes/${group.slug}`}>Revenir à la page du groupe</a>
        </p>
      ) : choices.length === 0 ? (
        <p>
          <a href={cancelHref}>Revenir à la page du groupe</a>
        </p>
      ) : (
        <Form formKey={form.key}>
          <HiddenFields fields={{ version: typedText(form.values, 'version') }} />
          <RadioGroup
            name="state"
            label="Nouvel état"
            value={typedText(form.values, 'state')}
            error={form.errors.state}
            choices={choices.map((value) => ({ value, ...moves[value] }))}
          />
          <ReasonField
            name="reason"
            label="Raison"
            hint="Publiée avec la date dans l’histoire du groupe."
            value={typedText(form.values, 'reason')}
            error={form.errors.reason}
          />
          <SubmitRow label={submit} cancelHref={cancelHref} />
        </Form>
      )}
    </>
  );
}
