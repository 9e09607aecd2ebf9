import { Section, Table } from '../../../ui/index.ts';
import { precedence, sourceWords } from '../precedence.ts';
import { parts } from './bar.tsx';

const meanings: Record<(typeof parts)[number]['code'], string> = {
  observed: 'Une vérification automatique ou l’opérateur du service national l’a constaté.',
  declared: 'La collectivité, son éditeur ou les copilotes du groupe le disent.',
  covered: 'Une autre collectivité ou un organisme le fait pour elle : elle a son étape.',
  short: 'Nous savons qu’elle n’y est pas encore.',
  unknown: 'Personne n’a rien dit, ou celui qui le fait pour elle ne dit pas où il en est.',
};

/** How states are decided and rates counted: the rules that the product applies, in words. */
export function MethodView() {
  return (
    <>
      <Section id="mots" title="Cinq mots, jamais confondus">
        <Table
          id="mots-tableau"
          caption="Ce que veut dire chaque mot"
          captionHidden
          columns={[{ label: 'Mot' }, { label: 'Sens' }]}
          rows={parts.map(({ code, label }) => [label, meanings[code]])}
        />
      </Section>
      <Section id="sources" title="Qui l’emporte quand on ne dit pas la même chose">
        <p>
          De chaque source compte sa déclaration la plus récente. Entre sources, la plus forte l’emporte, dans
          cet ordre :
        </p>
        <ol>
          {precedence.map((source) => (
            <li>{sourceWords[source].label}</li>
          ))}
        </ol>
        <p>
          Le désaccord n’est pas caché : la page de la collectivité montre ce que dit chaque source, et le
          décompte dit combien de collectivités sont dans ce cas. La collectivité peut contester ce qui est
          dit d’elle ; les copilotes du groupe tranchent, avec leurs raisons.
        </p>
      </Section>
      <Section id="couverture" title="Ce qui est fait par une autre collectivité">
        <p>
          Une intercommunalité, un département ou un syndicat peut dire qu’il le fait pour une collectivité.
          Celle-ci est alors « couverte », et son étape est celle de qui le fait. Ce que l’on sait d’elle-même
          passe avant.
        </p>
      </Section>
      <Section id="memoire" title="Rien n’est effacé">
        <p>
          Une déclaration porte deux dates : depuis quand c’est vrai, et quand nous l’avons su. Elle n’est
          jamais modifiée ; une erreur est retirée avec sa raison, et reste lisible. On peut donc demander
          l’état à une date passée (<code>?au=2024-03-31</code>), et tel qu’on le savait à une autre (
          <code>&amp;connu-le=2024-04-05</code>). La liste des collectivités concernées est celle
          d’aujourd’hui.
        </p>
      </Section>
      <Section id="taux" title="Les taux">
        <p>
          Au numérateur, les collectivités qui ont atteint l’étape visée ou une étape suivante, observées,
          déclarées ou couvertes. Au dénominateur, toutes celles du segment, non renseignées comprises. Un
          taux est toujours montré avec son nombre de non renseignées. Les habitants sont ceux de la
          population municipale.
        </p>
      </Section>
    </>
  );
}
