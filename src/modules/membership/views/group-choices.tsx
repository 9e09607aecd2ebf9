import { type FormState, typedList } from '../../../platform/http/index.ts';
import { Checkboxes } from '../../../ui/index.ts';

export interface AskedGroup {
  slug: string;
  number: number | null;
  title: string;
}

/** The groups that one may ask for. Nothing while none is open. */
export function GroupChoices({ form, groups }: { form: FormState; groups: readonly AskedGroup[] }) {
  if (groups.length === 0) return null;
  return (
    <Checkboxes
      name="groupes"
      label="Groupes qui vous intéressent"
      hint="Vous pourrez en rejoindre d’autres, ou les quitter, à tout moment."
      required={false}
      values={typedList(form.values, 'groupes')}
      choices={groups.map(({ slug, number, title }) => ({
        value: slug,
        label: number === null ? title : `${number}. ${title}`,
      }))}
      error={form.errors.groupes}
    />
  );
}
