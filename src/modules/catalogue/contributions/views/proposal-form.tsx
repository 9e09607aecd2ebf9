import { type FormState, typedField, typedText } from '../../../../platform/http/index.ts';
import {
  Alert,
  Checkbox,
  ErrorSummary,
  Form,
  HiddenFields,
  SubmitRow,
  TextArea,
  TextField,
} from '../../../../ui/index.ts';
import { FacetFields } from '../../editing/views/facet-fields.tsx';
import { SourceRows } from '../../editing/views/source-rows.tsx';
import type { Facet } from '../../facets/taxonomy.ts';
import { contentLabels } from '../../resources/content-words.ts';
import type { Duplicate } from '../duplicates.ts';
import { mostOwnSources } from '../fields.ts';
import { DuplicateList } from './duplicates.tsx';
import { WhoFields } from './who-fields.tsx';

export interface ProposalFormProps {
  form: FormState;
  facets: readonly Facet[];
  due: readonly string[];
  /** What may be the same, when it keeps the form from going through. */
  duplicates: readonly Duplicate[];
  /** Where a script asks for them as one types; null for a correction. */
  duplicatesHref: string | null;
  why: { label: string; hint: string };
  /** Of whoever is signed in. */
  email: string | null;
  cancelHref: string;
}

/** What anybody can tell of a resource. */
export function ProposalForm(props: ProposalFormProps) {
  const { form, facets, due, duplicates, duplicatesHref, why, email, cancelHref } = props;
  return (
    <>
      <ErrorSummary errors={form.errors} />
      <Form formKey={form.key}>
        <HiddenFields fields={{ version: typedText(form.values, 'version') || undefined }} />
        <div data-duplicates={duplicatesHref ?? undefined}>
          <TextField label={contentLabels.title} maxLength={200} {...typedField(form, 'title')} />
          <TextField
            label="Lien"
            hint="L’adresse de la ressource : https://…"
            type="url"
            maxLength={2000}
            {...typedField(form, 'url')}
          />
          <div data-duplicates-found aria-live="polite" />
        </div>
        {duplicates.length > 0 && (
          <Alert kind="warning" title="Est-ce l’une de celles-ci ?">
            <DuplicateList duplicates={duplicates} />
            <p>
              Si oui, proposez plutôt une correction depuis sa page. Sinon, cochez la case ci-dessous, puis
              envoyez de nouveau.
            </p>
          </Alert>
        )}
        {(duplicates.length > 0 || typedText(form.values, 'autre') !== '') && (
          <Checkbox
            name="autre"
            label="C’est une autre ressource"
            required={false}
            checked={typedText(form.values, 'autre') !== ''}
            error={form.errors.autre}
          />
        )}
        <TextField
          label={contentLabels.producer}
          hint="Qui la fait : un ministère, une association, une collectivité…"
          maxLength={200}
          {...typedField(form, 'producer')}
        />
        <TextArea
          label="Ce que c’est"
          hint="Deux ou trois phrases simples, sans sigle."
          rows={4}
          maxLength={1200}
          {...typedField(form, 'summary')}
        />
        <FacetFields form={form} facets={facets} due={due} />
        <SourceRows
          form={form}
          most={mostOwnSources}
          hint="Où vérifier ce qui est dit, si ce n’est pas la ressource elle-même."
        />
        <TextArea
          label={why.label}
          hint={why.hint}
          rows={3}
          maxLength={1000}
          {...typedField(form, 'commentaire')}
        />
        <WhoFields form={form} email={email} />
        <SubmitRow label="Envoyer" cancelHref={cancelHref} />
      </Form>
    </>
  );
}
