import { type FormState, typedText } from '../../../platform/http/index.ts';
import {
  Button,
  ButtonGroup,
  Form,
  FormTroubles,
  HiddenFields,
  ItemList,
  ListItem,
  PageHeader,
  Section,
  SubmitRow,
  TextField,
} from '../../../ui/index.ts';
import { SpaceFrame } from '../../groups/index.ts';
import { type membershipOf, observerWords } from '../../membership/index.ts';
import type { Reading } from '../first-readings.ts';

export const places = [1, 2, 3, 4, 5] as const;

export interface WelcomePageProps {
  group: { slug: string; title: string };
  readings: readonly Reading[];
  /** By the copilots, rather than what is newest. */
  chosen: boolean;
  /** Null for who of the programme team opened the group, and reads without taking part. */
  membership: Awaited<ReturnType<typeof membershipOf>>;
  mayChoose: boolean;
}

export function WelcomePage({ group, readings, chosen, membership, mayChoose }: WelcomePageProps) {
  const base = `/espace/groupes/${group.slug}`;
  return (
    <SpaceFrame
      group={group}
      title="Bienvenue dans le groupe"
      current=""
      lead="De quoi prendre la suite en cinq minutes. Vous retrouverez cette page depuis l’espace du groupe."
    >
      <Section
        title="À lire en premier"
        id="lectures"
        intro={chosen ? 'Choisi par les copilotes du groupe.' : undefined}
      >
        <ItemList label="À lire en premier">
          {readings.map(({ label, href, why }) => (
            <ListItem title={label} href={href}>
              {why && <p>{why}</p>}
            </ListItem>
          ))}
        </ItemList>
        {mayChoose && (
          <Button href={`${base}/bienvenue/modifier`} kind="secondary">
            Choisir ce que lisent les nouveaux
          </Button>
        )}
      </Section>
      {membership && (
        <Section title="Puis, à vous" id="a-vous">
          {membership.role === 'observer' && <p>{observerWords}</p>}
          <ButtonGroup>
            <Button href={`${base}/discussions`}>Se présenter dans les discussions</Button>
            <Button href={`${base}/membres`} kind="secondary">
              Voir qui participe
            </Button>
            <Button href={`${base}#mes-courriels`} kind="tertiary">
              Régler mes courriels
            </Button>
          </ButtonGroup>
        </Section>
      )}
    </SpaceFrame>
  );
}

const ordinals = ['Première', 'Deuxième', 'Troisième', 'Quatrième', 'Cinquième'];

export function FirstReadingsForm({
  group,
  form,
}: {
  group: { slug: string; title: string };
  form: FormState;
}) {
  const welcome = `/espace/groupes/${group.slug}/bienvenue`;
  const labels = Object.fromEntries(
    places.flatMap((place) => [
      [`titre_${place}`, `${ordinals[place - 1]} lecture : titre`],
      [`adresse_${place}`, `${ordinals[place - 1]} lecture : adresse`],
    ]),
  );
  return (
    <>
      <FormTroubles form={form} labels={labels} />
      <PageHeader
        eyebrow={group.title}
        title="À lire en premier"
        lead="Cinq lectures au plus pour qui arrive. Sans choix de votre part, la page montre l’objectif, le dernier point d’avancement, la prochaine étape, le dernier livrable et l’annonce épinglée."
      />
      <Form formKey={form.key} action={`${welcome}/modifier`}>
        <HiddenFields fields={{ version: typedText(form.values, 'version') }} />
        {places.map((place) => (
          <>
            <TextField
              name={`titre_${place}`}
              label={`${ordinals[place - 1]} lecture : titre`}
              required={false}
              maxLength={120}
              width="medium"
              value={typedText(form.values, `titre_${place}`)}
              error={form.errors[`titre_${place}`]}
            />
            <TextField
              name={`adresse_${place}`}
              label={`${ordinals[place - 1]} lecture : adresse`}
              hint={
                place === 1 ? 'D’une page de ce site (/livrables/…) ou d’un autre (https://…).' : undefined
              }
              required={false}
              spellcheck={false}
              width="medium"
              value={typedText(form.values, `adresse_${place}`)}
              error={form.errors[`adresse_${place}`]}
            />
          </>
        ))}
        <SubmitRow label="Enregistrer" cancelHref={welcome} />
      </Form>
    </>
  );
}
