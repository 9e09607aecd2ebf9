import {
  Button,
  ButtonGroup,
  Columns,
  DescriptionList,
  Fact,
  formatNumber,
  Grid,
  PageHeader,
  Panel,
  PostButton,
  plural,
  Section,
  Table,
  Time,
} from '../../../ui/index.ts';
import { draftDays } from '../../surveys/index.ts';
import { alone, home, monthsKept, together, type Way } from '../holder.ts';
import type { Model } from '../model.ts';
import { mostLevel } from '../words.ts';

/** How far somebody is, on one way in. */
export interface Standing {
  /** Where what was begun goes on; null when nothing was. */
  next: string | null;
  last: { at: Date; overall: number | null } | null;
}

export interface StartProps {
  model: Model;
  /** How far this browser is, without an account. */
  own: Standing;
  /** The authority of the account, and how far it is. */
  shared: { name: string; standing: Standing } | null;
  signedIn: boolean;
  group: { slug: string; title: string } | null;
  mayReadFigures: boolean;
}

/** What the self-assessment is, for whom, how it counts, who sees what; and the ways in. */
export function StartPage(props: StartProps) {
  const { model, group } = props;
  return (
    <>
      <PageHeader
        eyebrow="Autoévaluation"
        title={model.title}
        lead="Répondez à quelques questions : vous saurez où vous en êtes, par quoi commencer, et vous repartirez avec un plan d’action à imprimer."
        meta={
          <>
            <Fact icon="clock">{plural(model.estimated_minutes, 'minute')}</Fact>
            <span>
              {plural(model.questions.length, 'question')}, {plural(model.axes.length, 'axe')}
            </span>
          </>
        }
        actions={
          props.mayReadFigures && (
            <Button href="/espace/maturite-donnees" kind="secondary">
              Lire les chiffres d’ensemble
            </Button>
          )
        }
      />
      <Columns
        aside={
          <>
            <Panel title="En bref">
              <DescriptionList
                items={[
                  { term: 'Pour qui', value: model.audience },
                  { term: 'À combien', value: model.respondents_advice },
                  {
                    term: 'Qui la propose',
                    value: group && <a href={`/groupes/${group.slug}`}>{group.title}</a>,
                  },
                ]}
              />
            </Panel>
            <Panel title="À lire aussi">
              <p>
                <a href="/catalogues/donnees">Le catalogue des ressources sur les données</a>
              </p>
            </Panel>
          </>
        }
      >
        <WaysIn {...props} />
        <Section title="Ce que vous obtenez" id="resultat">
          <ul>
            <li>un score par axe, avec ce qu’il veut dire, en dessin et en tableau ;</li>
            <li>
              une comparaison avec les collectivités semblables, dès que plus de cinq autres ont répondu, sans
              classement ;
            </li>
            <li>des ressources choisies d’après vos réponses, chacune avec sa raison ;</li>
            <li>un plan d’action à compléter et à imprimer ;</li>
            <li>la progression, si vous la refaites plus tard.</li>
          </ul>
        </Section>
        <Axes model={model} />
        <Method model={model} />
        <WhoSees />
        <Section title="Ce qui nous a inspirés" id="inspirations">
          <ul>
            {model.inspirations.map(({ label, url }) => (
              <li>
                <a href={url}>{label}</a>
              </li>
            ))}
          </ul>
          <p>{model.note}</p>
        </Section>
      </Columns>
    </>
  );
}

function WaysIn({ own, shared, signedIn }: StartProps) {
  return (
    <Section title="Commencer" id="commencer">
      <div class="cd-ways">
        <Grid>
          {shared && (
            <Panel title={`Pour ${shared.name}`} level={3}>
              <p>Vous et vos collègues inscrits répondez à plusieurs ; le dernier résultat envoyé compte.</p>
              <Steps way={together} standing={shared.standing} begin="Commencer pour ma collectivité" />
            </Panel>
          )}
          <Panel title={shared ? 'Seul, pour essayer' : 'Sans compte, tout de suite'} level={3}>
            <p>
              Votre résultat reste derrière un lien que vous seul connaissez ; rien n’est rattaché à une
              collectivité.
            </p>
            <Steps
              way={alone}
              standing={own}
              begin={shared ? 'Essayer seul' : 'Commencer sans compte'}
              quiet={shared !== null}
            />
          </Panel>
          {!shared && (
            <Panel title="Pour votre collectivité" level={3}>
              <p>
                Avec un compte d’agent ou d’élu, vous répondez à plusieurs, vous vous comparez aux
                collectivités semblables, et la progression reste.
              </p>
              <p>
                {signedIn ? (
                  'Votre compte n’est pas rattaché à une collectivité.'
                ) : (
                  <>
                    <a href={`/connexion?retour=${encodeURIComponent(home)}`}>Se connecter</a> ou{' '}
                    <a href="/inscription">s’inscrire</a>
                  </>
                )}
              </p>
            </Panel>
          )}
        </Grid>
      </div>
    </Section>
  );
}

function Steps({
  way,
  standing: { next, last },
  begin,
  quiet = false,
}: {
  way: Way;
  standing: Standing;
  begin: string;
  quiet?: boolean;
}) {
  const kind = quiet ? 'secondary' : 'primary';
  return (
    <>
      {last && (
        <p>
          Dernier résultat, du <Time value={last.at} />
          {last.overall !== null && ` : ${formatNumber(last.overall)} sur ${mostLevel}`}.{' '}
          <a href={`${way.base}/resultat`}>
            Voir le résultat{quiet && <span class="fr-sr-only"> de l’essai</span>}
          </a>
        </p>
      )}
      {next === null ? (
        <PostButton action={`${way.base}/commencer`} kind={last ? 'secondary' : kind}>
          {last ? 'Refaire, à partir des réponses d’alors' : begin}
        </PostButton>
      ) : (
        <ButtonGroup>
          <Button href={next} kind={kind}>
            Continuer
          </Button>
          <Button href={`${way.base}/effacement`} kind="tertiary">
            Effacer ce qui est commencé
          </Button>
        </ButtonGroup>
      )}
    </>
  );
}

function Axes({ model }: { model: Model }) {
  return (
    <Section title="Les axes" id="axes">
      <dl class="cd-dl">
        {model.axes.map(({ code, label, definition }) => (
          <div>
            <dt>{label}</dt>
            <dd>
              {definition} {plural(model.questions.filter(({ axis }) => axis === code).length, 'question')}.
            </dd>
          </div>
        ))}
      </dl>
    </Section>
  );
}

/** How it counts, its limits included. */
export function Method({ model }: { model: Model }) {
  const { levels, bands, scoring } = model.method;
  return (
    <Section title="Comment c’est compté, et ses limites" id="methode">
      <p>
        Chaque question se répond sur cinq niveaux, de 0 à 4. {scoring} Une question de plus de poids compte
        davantage : c’est le cas de{' '}
        {model.questions
          .filter(({ weight }) => weight !== 1)
          .map(({ text, weight }) => `« ${text} » (${formatNumber(weight)})`)
          .join(', ')}
        .
      </p>
      <Table
        id="niveaux"
        caption="Les niveaux"
        columns={[
          { label: 'À partir de' },
          { label: 'Niveau' },
          { label: 'Ce que cela veut dire', wide: true },
        ]}
        rows={levels.map(({ level, label, definition }) => [String(level), label, definition])}
      />
      <p>
        Le résultat d’ensemble se lit ainsi :{' '}
        {bands
          .map(({ min, max, label }) => `« ${label} » de ${formatNumber(min)} à ${formatNumber(max)}`)
          .join(', ')}
        .
      </p>
      <p>
        C’est une autoévaluation : vous répondez ce que vous pensez, personne ne vérifie, et deux personnes de
        la même collectivité peuvent répondre autrement. Un score ne dit ni la conformité à la loi ni la
        qualité du service rendu. Il sert à parler entre vous et à choisir par quoi commencer.
      </p>
    </Section>
  );
}

function WhoSees() {
  return (
    <Section title="Qui voit quoi" id="qui-voit-quoi">
      <ul>
        <li>
          <strong>Sans compte</strong> : nous gardons vos réponses et le jour, sans nom ni collectivité. Qui a
          le lien les voit. Elles ne comptent dans aucun chiffre, et sont effacées {monthsKept} mois après le
          dernier résultat, ou par vous dès que vous le voulez.
        </li>
        <li>
          <strong>Pour une collectivité</strong> : ses agents et élus inscrits voient les réponses, les
          résultats et qui les a envoyés. Aucune autre collectivité ne les voit.
        </li>
        <li>
          <strong>Les chiffres d’ensemble</strong>, lus par l’équipe du programme et les copilotes du groupe
          projet, réunissent les réponses par type de collectivité et par population. Un groupe de cinq
          collectivités ou moins n’y est pas montré, et les chiffres n’avancent que par six réponses au moins.
        </li>
        <li>Ce qui est commencé et n’est pas terminé est effacé après {plural(draftDays, 'jour')}.</li>
      </ul>
      <p>
        <a href="/donnees-personnelles">Vos données et vos droits</a>
      </p>
    </Section>
  );
}
