import { type FormState, typedText } from '../../../../platform/http/index.ts';
import {
  Checkbox,
  ErrorSummary,
  Form,
  PageHeader,
  SubmitRow,
  TextArea,
  TextField,
} from '../../../../ui/index.ts';
import type { Member } from '../../membership-queries.ts';

export interface ContactPageProps {
  group: { slug: string; title: string };
  member: Member;
  form: FormState;
}

export function ContactPage({ group, member, form: { key, values, errors } }: ContactPageProps) {
  const members = `/espace/groupes/${group.slug}/membres`;
  const about = [member.functionTitle, member.affiliation].filter(Boolean).join(', ');
  return (
    <>
      <ErrorSummary errors={errors} />
      <PageHeader
        eyebrow={group.title}
        title={`Écrire à ${member.name}`}
        lead={`${about ? `${about}. ` : ''}Votre message part par courriel ; son adresse ne vous est pas montrée.`}
      />
      <Form formKey={key} action={`${members}/${member.accountId}/message`}>
        <TextField
          name="objet"
          label="Objet"
          maxLength={120}
          width="medium"
          value={typedText(values, 'objet')}
          error={errors.objet}
        />
        <TextArea
          name="texte"
          label="Message"
          rows={8}
          maxLength={5000}
          value={typedText(values, 'texte')}
          error={errors.texte}
        />
        <Checkbox
          name="adresse"
          label="Montrer mon adresse électronique, pour que la personne me réponde par courriel."
          hint="Sinon, elle vous répond par le site, sans voir votre adresse."
          required={false}
          checked={values.adresse !== undefined}
          error={errors.adresse}
        />
        <SubmitRow label="Envoyer le message" cancelHref={members} />
      </Form>
    </>
  );
}
