import { PageHeader, Section } from '../../../../ui/index.ts';
import type { Survey } from '../../survey.ts';

export function ThanksPage({ survey }: { survey: Survey }) {
  const here = `/enquetes/${survey.slug}`;
  return (
    <>
      <PageHeader eyebrow={survey.title} title="Merci, votre réponse est envoyée" />
      <p>
        {survey.mode === 'anonymous'
          ? 'Elle sera mêlée aux autres avant d’être comptée : personne ne peut savoir laquelle est la vôtre.'
          : 'Votre collectivité peut la modifier et la renvoyer tant que l’enquête est ouverte.'}
      </p>
      <Section title="Et maintenant ?" id="suite">
        <ul>
          {survey.shared.length > 0 && (
            <li>
              <a href={`${here}/resultats`}>Lire les premiers résultats</a>
            </li>
          )}
          {survey.group && (
            <li>
              <a href={`/groupes/${survey.group.slug}`}>
                Voir le groupe projet qui mène l’enquête : {survey.group.title}
              </a>
            </li>
          )}
          <li>
            <a href="/collectivites">Voir ce qui concerne votre collectivité</a>
          </li>
          <li>
            <a href="/enquetes">Voir les autres enquêtes</a>
          </li>
        </ul>
      </Section>
    </>
  );
}
