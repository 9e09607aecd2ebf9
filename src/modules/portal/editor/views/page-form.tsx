import type { FormState } from '../../../../platform/http/index.ts';
import {
  Checkbox,
  DateField,
  FieldSet,
  FileField,
  Form,
  FormTroubles,
  HiddenFields,
  MarkdownField,
  RadioGroup,
  type SafeHtml,
  SubmitRow,
  TextArea,
  TextField,
} from '../../../../ui/index.ts';

export interface PageFormProps {
  form: FormState;
  kind: 'page' | 'news';
  /** The image the page has now. */
  illustration: string | null;
  preview: SafeHtml | undefined;
  isNew: boolean;
}

export function PageForm({ form, kind, illustration, preview, isNew }: PageFormProps) {
  const { errors } = form;
  const value = (name: string) => {
    const typed = form.values[name];
    return typeof typed === 'string' ? typed : '';
  };
  const field = (name: string) => ({ name, value: value(name), error: errors[name] });
  return (
    <>
      <FormTroubles
        form={{
          ...form,
          // The texts of a page are told by their words.
          values: { Titre: value('titre'), Résumé: value('resume'), Texte: value('corps') },
        }}
        labels={{}}
      />
      <Form formKey={form.key} multipart>
        <HiddenFields
          fields={{
            version: isNew ? undefined : value('version'),
            type: isNew ? (kind === 'news' ? 'actualite' : 'page') : undefined,
          }}
        />
        <TextField {...field('titre')} label="Titre" maxLength={200} />
        <TextField
          {...field('permalien')}
          label="Adresse"
          hint={
            kind === 'news'
              ? 'Ce qui vient après le nom du site, comme /actualites/mon-article/. Laissez vide pour qu’elle vienne du titre.'
              : 'Ce qui vient après le nom du site, comme /programme. Laissez vide pour qu’elle vienne du titre. L’ancienne adresse mènera à la nouvelle.'
          }
          maxLength={300}
          spellcheck={false}
          required={false}
        />
        {kind === 'news' && <DateField {...field('date')} label="Date de l’actualité" />}
        <TextArea
          {...field('resume')}
          label="Résumé"
          hint="Une phrase, montrée sous le titre, dans les listes et par les moteurs de recherche."
          rows={2}
          maxLength={300}
          required={false}
        />
        <MarkdownField {...field('corps')} label="Texte" rows={24} preview={preview} />
        <p class="fr-hint-text">
          Pour montrer une image dans le texte,{' '}
          <a href="/administration/pages/images" target="_blank" rel="noopener">
            déposez-la parmi les images (nouvelle fenêtre)
          </a>
          , puis collez son code ici.
        </p>
        <FieldSet legend="Illustration">
          {illustration && (
            <p>
              Image actuelle : <a href={illustration}>{illustration}</a>
            </p>
          )}
          <FileField
            name="illustration"
            label={illustration ? 'Remplacer l’image' : 'Image'}
            hint="PNG, JPEG ou WebP, 5 Mo au plus."
            accept="image/png,image/jpeg,image/webp"
            required={false}
            error={errors.illustration}
          />
          <TextField
            {...field('illustration_alt')}
            label="Description de l’image"
            hint="Obligatoire s’il y a une image : ce qu’elle montre, pour qui ne la voit pas."
            maxLength={300}
            required={false}
          />
          {illustration && (
            <Checkbox
              name="retirer_illustration"
              label="Retirer l’image"
              value="on"
              checked={value('retirer_illustration') !== ''}
              required={false}
            />
          )}
        </FieldSet>
        {kind === 'page' && (
          <FieldSet
            legend="Menu « Le programme »"
            hint="Laissez vide si la page n’est pas dans le menu. Le nom d’une entrée que le site a déjà, comme « Agenda », n’y est pas ajouté."
          >
            <TextField
              {...field('menu_titre')}
              label="Nom dans le menu"
              maxLength={40}
              width="medium"
              required={false}
            />
            <TextField
              {...field('menu_rang')}
              label="Rang"
              hint="Les plus petits d’abord."
              inputMode="numeric"
              width="short"
              required={false}
            />
          </FieldSet>
        )}
        <Checkbox
          name="a_verifier"
          label="Information à vérifier"
          hint="Les lecteurs voient que ce texte n’est pas encore confirmé."
          value="on"
          checked={value('a_verifier') !== ''}
          error={errors.a_verifier}
          required={false}
        />
        <RadioGroup
          name="etat"
          label="Publication"
          value={value('etat')}
          error={errors.etat}
          choices={[
            { value: 'brouillon', label: 'Brouillon', hint: 'Seule l’équipe du programme la voit.' },
            { value: 'publiee', label: 'Publiée', hint: 'Tout le monde la voit, dès l’enregistrement.' },
          ]}
        />
        <SubmitRow label="Enregistrer" cancelHref="/administration/pages" />
      </Form>
    </>
  );
}
