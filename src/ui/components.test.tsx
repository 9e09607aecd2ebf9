import type { VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { describe, expect, it } from 'vitest';
import {
  AuthorityPicker,
  Button,
  Card,
  Checkboxes,
  DescriptionList,
  DiffView,
  ErrorSummary,
  Form,
  Layout,
  type LayoutProps,
  MarkdownField,
  Pagination,
  PostButton,
  RadioGroup,
  SelectField,
  Sources,
  Table,
  TextField,
  Time,
  Weather,
  weatherLevels,
} from './index.ts';

const html = (node: VNode) => renderToString(node);
const ids = (page: string) => [...page.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id);

describe('escaping', () => {
  it('shows what people typed as text, in content and in attributes', () => {
    const typed = '"><script>alert(1)</script>';
    const page = html(<TextField name="nom" label={typed} value={typed} error={typed} />);
    expect(page).not.toContain('<script>');
    expect(page).toContain('value="&quot;>&lt;script>');
  });
});

describe('fields', () => {
  it('ties hint and error to the control, and marks it invalid', () => {
    const page = html(<TextField name="nom" label="Nom" hint="Le vôtre" error="Indiquez votre nom" />);
    expect(page).toContain('<label class="fr-label" for="nom">');
    expect(page).toContain('aria-describedby="nom-hint nom-error"');
    expect(page).toContain('aria-invalid="true"');
    expect(ids(page)).toEqual(['nom-hint', 'nom', 'nom-error']);
    expect(page).toContain('<span class="fr-sr-only">Erreur : </span>Indiquez votre nom');
  });

  it('says nothing of hints and errors that are not there', () => {
    const page = html(<TextField name="nom" label="Nom" />);
    expect(page).not.toContain('aria-describedby');
    expect(page).not.toContain('aria-invalid');
  });

  it('marks what is optional, not what is required', () => {
    expect(html(<TextField name="nom" label="Nom" />)).toMatch(/<input[^>]* required/);
    const optional = html(<TextField name="nom" label="Nom" required={false} />);
    expect(optional).toContain('(facultatif)');
    expect(optional).not.toMatch(/<input[^>]* required/);
  });

  it('keeps choices made, and gives the first control the id that the error summary links to', () => {
    const choices = [
      { value: 'a', label: 'Agent' },
      { value: 'e', label: 'Élu', hint: 'maire' },
    ];
    const radios = html(
      <RadioGroup name="qualite" label="Vous êtes" value="e" choices={choices} error="Choisissez" />,
    );
    expect(ids(radios)).toEqual(['qualite', 'qualite-1', 'qualite-1-choice-hint', 'qualite-error']);
    expect(radios).toMatch(/id="qualite-1"[^>]* checked/);
    expect(radios).toMatch(/<fieldset[^>]*aria-describedby="qualite-error"/);
    const boxes = html(<Checkboxes name="groupes" label="Groupes" values={['a']} choices={choices} />);
    expect(boxes.match(/ checked/g)).toHaveLength(1);
    const select = html(<SelectField name="s" label="S" value="e" choices={choices} />);
    expect(select).toMatch(/<option[^>]*selected[^>]*>Élu|<option value="e" selected/);
    expect(select.match(/ selected/g)).toHaveLength(1);
  });

  it('asks which authority it is when the text alone does not tell', () => {
    const plain = html(<AuthorityPicker name="collectivite" label="Collectivité" chosen="commune:74010" />);
    expect(plain).toMatch(/<input type="hidden" name="collectivite_id" value="commune:74010"/);
    const asked = html(
      <AuthorityPicker
        name="collectivite"
        label="Collectivité"
        value="st etienne"
        choices={[{ id: 'commune:42218', label: 'Saint-Étienne', detail: 'Loire' }]}
      />,
    );
    expect(asked).not.toContain('type="hidden"');
    expect(asked).toMatch(/type="radio"[^>]*name="collectivite_id"[^>]*value="commune:42218"/);
    expect(asked).toContain('value="st etienne"');
  });

  it('previews Markdown without a script, by a button that skips the required fields', () => {
    expect(html(<MarkdownField name="texte" label="Texte" />)).toMatch(
      /<button[^>]*name="apercu"[^>]*value="1"[^>]*formnovalidate/i,
    );
  });
});

describe('forms', () => {
  it('sums up the errors with a link to each field, and none to the form itself', () => {
    const page = html(<ErrorSummary errors={{ nom: 'Indiquez votre nom', '': 'Formulaire expiré' }} />);
    expect(page).toContain('role="alert"');
    expect(page).toContain('tabindex="-1"');
    expect(page).toContain('2 corrections sont nécessaires');
    expect(page).toContain('<a href="#nom">Indiquez votre nom</a>');
    expect(page).toContain('<li>Formulaire expiré</li>');
    expect(html(<ErrorSummary errors={{}} />)).toBe('');
  });

  it('carries its key, and leaves the telling of errors to the server', () => {
    const page = html(
      <Form action="/x" formKey="k1" multipart>
        <Button>Envoyer</Button>
      </Form>,
    );
    expect(page).toMatch(/<form[^>]*method="post"[^>]*enctype="multipart\/form-data"[^>]*novalidate/i);
    expect(page).toContain('<input type="hidden" name="cle" value="k1"');
  });

  it('acts by POST, links by GET', () => {
    const act = html(
      <PostButton action="/x" fields={{ version: '3', none: undefined }} confirm="Sûr ?">
        Supprimer
      </PostButton>,
    );
    expect(act).toMatch(/<form[^>]*method="post" action="\/x"/);
    expect(act).toContain('name="version" value="3"');
    expect(act).not.toContain('name="none"');
    expect(act).toContain('data-confirm="Sûr ?"');
    expect(html(<Button href="/y">Voir</Button>)).toMatch(/^<a class="fr-btn" href="\/y"/);
  });
});

describe('pagination', () => {
  const pagesOf = (page: number, pages: number) =>
    [
      ...html(<Pagination page={page} pages={pages} hrefOf={(n) => `?p=${n}`} />).matchAll(
        /aria-label="Page (\d+)"|>…</g,
      ),
    ].map(([, n]) => n ?? '…');

  it('shows the ends and the neighbours, and a gap only where pages are left out', () => {
    expect(pagesOf(1, 1)).toEqual([]);
    expect(pagesOf(1, 3)).toEqual(['1', '2', '3']);
    expect(pagesOf(3, 5)).toEqual(['1', '2', '3', '4', '5']);
    expect(pagesOf(5, 12)).toEqual(['1', '…', '4', '5', '6', '…', '12']);
    expect(pagesOf(12, 12)).toEqual(['1', '…', '11', '12']);
  });

  it('marks the current page and leads to the next and the previous ones', () => {
    const page = html(<Pagination page={2} pages={3} hrefOf={(n) => `?p=${n}`} />);
    expect(page).toMatch(/href="\?p=2" aria-current="page"/);
    expect(page).toMatch(/href="\?p=1" rel="prev"/);
    expect(page).toMatch(/href="\?p=3" rel="next"/);
    expect(html(<Pagination page={3} pages={3} hrefOf={String} />)).not.toContain('rel="next"');
  });
});

describe('content', () => {
  it('names rows, and lets the keyboard scroll a table', () => {
    const page = html(
      <Table
        id="t"
        caption="Communes"
        columns={[{ label: 'Région' }, { label: 'N', numeric: true }]}
        rows={[['Bretagne', '1 207']]}
      />,
    );
    expect(page).toMatch(/aria-labelledby="t-caption" tabindex="0"/i);
    expect(page).toContain('<th scope="row">Bretagne</th>');
    expect(page).toContain('<td class="cd-num">1 207</td>');
  });

  it('says the weather in words', () => {
    for (const { code, label, meaning } of weatherLevels) {
      const words = html(<Weather level={code} />).replace(/<[^>]+>/g, '');
      expect(words).toContain(label);
      expect(words).toContain(meaning);
    }
  });

  it('leaves out facts without a value', () => {
    const page = html(
      <DescriptionList
        items={[
          { term: 'A', value: 0 },
          { term: 'B', value: undefined },
          { term: 'C', value: '' },
        ]}
      />,
    );
    expect(page).toContain('<dt>A</dt>');
    expect(page).not.toMatch(/<dt>[BC]</);
    expect(html(<DescriptionList items={[{ term: 'B', value: undefined }]} />)).toBe('');
  });

  it('tells additions and removals in words too', () => {
    const words = html(
      <DiffView
        parts={[
          { value: 'vieux', removed: true },
          { value: 'neuf', added: true },
        ]}
      />,
    );
    expect(words).toContain('[supprimé : </span>vieux');
    expect(words).toContain('[ajouté : </span>neuf');
    expect(html(<DiffView parts={[{ value: 'pareil' }]} />)).toContain('identiques');
  });

  it('asks to check what we are not sure of', () => {
    const doubtful = html(<Sources sources={[{ label: 'Archive' }]} confidence="low" note="Page disparue" />);
    expect(doubtful).toContain('À vérifier');
    expect(doubtful).toContain('Page disparue');
    expect(html(<Sources sources={[{ label: 'Loi', url: 'https://x.fr' }]} />)).not.toContain('À vérifier');
  });

  it('gives dates their machine twin', () => {
    expect(html(<Time value="2027-01-01" />)).toBe('<time datetime="2027-01-01">1er janvier 2027</time>');
  });

  it('puts the heading of a card where the page needs it', () => {
    expect(html(<Card title="T" href="/t" level={2} />)).toContain(
      '<h2 class="fr-card__title"><a href="/t">T</a></h2>',
    );
  });
});

describe('layout', () => {
  const base: LayoutProps = {
    title: 'Groupes projets',
    assets: { css: ['/assets/app.css'], js: ['/assets/app.js'] },
    brand: 'neutral',
    demo: false,
    viewer: null,
    current: '/groupes/un',
    menu: [
      { label: 'Groupes projets', href: '/groupes' },
      { label: 'Livrables', href: '/livrables' },
    ],
    children: <h1>Groupes</h1>,
  };

  it('names the page, marks where one is, and holds one main', () => {
    const page = html(<Layout {...base} />);
    expect(page).toContain('<html lang="fr"');
    expect(page).toContain('<title>Groupes projets – Cordée</title>');
    expect(page).toContain('<a href="/groupes" aria-current="true">');
    expect(page.match(/<main /g)).toHaveLength(1);
    expect(page).toContain('href="#contenu"');
    expect(page).toContain('Accessibilité : non conforme');
  });

  it('marks the entry that leads to a page whose address does not tell', () => {
    const breadcrumb = [{ label: 'Livrables', href: '/livrables' }, { label: 'Une sélection' }];
    const page = html(<Layout {...base} current="/selections/une" breadcrumb={breadcrumb} />);
    expect(page).toContain('<a href="/livrables" aria-current="true">');
    expect(page).not.toContain('<a href="/groupes" aria-current');
  });

  it('has no inline style nor script, which the security policy forbids', () => {
    const page = html(<Layout {...base} demo viewer={{ name: 'A B', unread: 2, isTeam: true }} />);
    expect(page).not.toMatch(/\sstyle=/);
    expect(page).not.toMatch(/\son\w+=/);
    expect(page).not.toMatch(/<script(?![^>]*src=)/);
    expect(page).not.toContain('<style');
  });

  it('lets visitors sign in, and the signed-in sign out by POST', () => {
    const visitor = html(<Layout {...base} />);
    expect(visitor).toContain('href="/connexion"');
    expect(visitor).not.toContain('/deconnexion');
    const member = html(<Layout {...base} viewer={{ name: 'Camille Durand', unread: 1, isTeam: false }} />);
    expect(member).toContain('<form method="post" action="/deconnexion">');
    expect(member).toContain('nouveauté<');
    expect(member).not.toContain('href="/administration"');
    expect(member).not.toContain('href="/inscription"');
  });

  it('names each page once in its footer, wherever the programme team put it', () => {
    const menu = [
      { label: 'Le programme', items: [{ label: 'Contact', href: '/contact/' }] },
      { label: 'Livrables', href: '/livrables' },
    ];
    const footer = html(<Layout {...base} menu={menu} />).split('<footer')[1];
    expect(footer?.match(/>Contact</g)).toHaveLength(1);
    expect(footer).toContain('href="/livrables"');
  });

  it('shows the State block with the official brand only, and the demonstration in a demonstration only', () => {
    expect(html(<Layout {...base} />)).not.toContain('Française');
    expect(html(<Layout {...base} brand="etat" />)).toContain('Française');
    expect(html(<Layout {...base} />)).not.toContain('/demonstration');
    expect(html(<Layout {...base} demo />)).toContain('href="/demonstration"');
  });
});
