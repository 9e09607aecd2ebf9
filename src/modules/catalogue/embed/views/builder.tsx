import type { ComponentChildren } from 'preact';
import { Alert, PageHeader, Section } from '../../../../ui/index.ts';
import { type GuideProps, WebmasterGuide } from './guide.tsx';

export interface BuilderPageProps {
  /** What it is of: « Catalogue de cybersécurité ». */
  eyebrow: string;
  lead: string;
  /** What is chosen: filters, number, colours. */
  form: ComponentChildren;
  /** What is hard to read in these colours. */
  warnings: readonly string[];
  /** Path of the framed document. */
  embed: string;
  /** What to paste. */
  frame: string;
  component: string;
  guide: GuideProps;
}

export function BuilderPage({
  eyebrow,
  lead,
  form,
  warnings,
  embed,
  frame,
  component,
  guide,
}: BuilderPageProps) {
  return (
    <>
      <PageHeader eyebrow={eyebrow} title="Intégrer à votre site" lead={lead} />
      {form}
      <Section
        id="apercu"
        title="Aperçu"
        intro="Ce que verront vos visiteurs. Sans couleur choisie, la liste suit le thème clair ou sombre de leur appareil."
      >
        {warnings.length > 0 && (
          <Alert kind="warning" title="Contraste insuffisant">
            <p>{warnings.join('. ')} : visez un rapport de 4,5 au moins, comme le demande le RGAA.</p>
          </Alert>
        )}
        <iframe class="cd-embed-preview" src={embed} title={`Aperçu : ${eyebrow}`} />
        <p>
          <a href={embed}>Ouvrir l’aperçu seul</a>
        </p>
      </Section>
      <Section
        id="cadre"
        title="Le code, en cadre"
        intro="Pour tout site, même sans JavaScript : collez-le là où la liste doit paraître."
      >
        <pre class="cd-code">
          <code>{frame}</code>
        </pre>
      </Section>
      <Section
        id="composant"
        title="Le code, en composant web"
        intro="La liste prend la police et les couleurs de votre page, et sa hauteur naturelle. Le lien qu’il contient se voit le temps du chargement, ou si la liste ne vient pas."
      >
        <pre class="cd-code">
          <code>{component}</code>
        </pre>
      </Section>
      <WebmasterGuide {...guide} />
    </>
  );
}
