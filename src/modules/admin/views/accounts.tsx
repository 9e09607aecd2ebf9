import {
  AdminNav,
  Badge,
  Button,
  ButtonGroup,
  DescriptionList,
  EmptyState,
  Form,
  listHref,
  PageHeader,
  Pagination,
  Panel,
  PostButton,
  SearchField,
  Section,
  Table,
  TagList,
  Time,
} from '../../../ui/index.ts';
import { bodyWords, qualityLabels, type SuspensionProposal } from '../../identity/index.ts';
import type { findAccount } from '../queries.ts';
import { AccessPanel, AddressNotice, ProposalNotice, SuspensionNotice } from './access.tsx';

export type Account = NonNullable<Awaited<ReturnType<typeof findAccount>>>;

const path = '/administration/comptes';

const states = {
  pending: 'En attente',
  active: 'Actif',
  refused: 'Refusé',
  deleted: 'Supprimé',
} as const;

const stateOf = (account: Account) => (account.suspended_at ? 'Suspendu' : states[account.state]);

export const roles = {
  administrator: 'Administrateur',
  'programme-team': 'Équipe du programme',
} as const;

const memberRoles = { copilot: 'copilote', member: 'membre', observer: 'observateur' } as const;

/** A suspended account is `refused` underneath; the two are told apart here. `address`: to be looked at. */
export const stateFilters = ['pending', 'active', 'refused', 'suspended', 'address'] as const;

export interface AccountListProps {
  items: readonly Account[];
  total: number;
  page: number;
  pages: number;
  filter: { q: string; etat: '' | (typeof stateFilters)[number]; roles: '' | 'oui' };
}

export function AccountList({ items, total, page, pages, filter }: AccountListProps) {
  const hrefWith = (changes: Partial<AccountListProps['filter']> & { page?: number }) =>
    listHref(path, { ...filter, ...changes });
  return (
    <>
      <AdminNav current={path} />
      <PageHeader
        title="Comptes"
        lead="Les adresses électroniques ne sont montrées qu’ici, à l’équipe du programme."
      />
      <Form method="get" action={path} label="Chercher un compte">
        <SearchField label="Nom ou adresse électronique" value={filter.q} submit="Chercher" />
      </Form>
      <TagList
        label="Filtrer"
        items={[
          { label: 'Tous', href: hrefWith({ etat: '', roles: '' }), current: !filter.etat && !filter.roles },
          { label: 'Actifs', href: hrefWith({ etat: 'active' }), current: filter.etat === 'active' },
          { label: 'En attente', href: hrefWith({ etat: 'pending' }), current: filter.etat === 'pending' },
          { label: 'Refusés', href: hrefWith({ etat: 'refused' }), current: filter.etat === 'refused' },
          { label: 'Suspendus', href: hrefWith({ etat: 'suspended' }), current: filter.etat === 'suspended' },
          {
            label: 'Adresse à vérifier',
            href: hrefWith({ etat: 'address' }),
            current: filter.etat === 'address',
          },
          { label: 'Avec un rôle', href: hrefWith({ roles: 'oui' }), current: filter.roles === 'oui' },
        ]}
      />
      {total === 0 ? (
        <EmptyState title="Aucun compte ne correspond">
          <p>
            <a href={path}>Voir tous les comptes</a>
          </p>
        </EmptyState>
      ) : (
        <Table
          id="comptes"
          caption="Comptes"
          captionHidden
          columns={[
            { label: 'Nom' },
            { label: 'Adresse électronique' },
            { label: 'Collectivité ou organisme' },
            { label: 'État' },
            { label: 'Dernière visite' },
          ]}
          rows={items.map((account) => [
            <>
              <a href={`${path}/${account.id}`}>{account.name}</a>
              <Roles account={account} />
            </>,
            account.email,
            bodyOf(account),
            stateOf(account),
            account.last_seen_at ? <Time value={account.last_seen_at} /> : 'jamais',
          ])}
        />
      )}
      <Pagination page={page} pages={pages} hrefOf={(n) => hrefWith({ page: n })} />
    </>
  );
}

function bodyOf(account: Account): string {
  return bodyWords(account) ?? account.affiliation_label ?? '';
}

function Roles({ account }: { account: Account }) {
  return (
    <>
      {account.roles.map(({ role }) => (
        <>
          {' '}
          <Badge kind="accent">{roles[role]}</Badge>
        </>
      ))}
      {account.demonstration && (
        <>
          {' '}
          <Badge kind="info">Démonstration</Badge>
        </>
      )}
    </>
  );
}

export interface AccountPageProps {
  account: Account;
  /** The reader may give and take roles. */
  mayGrant: boolean;
  /** The reader may suspend the access, or restore it. */
  maySuspend: boolean;
  /** A suspension that waits to be confirmed. */
  proposal: SuspensionProposal | null;
  /** The reader may confirm it. */
  mayDecide: boolean;
  /** The account is the reader's own. */
  isSelf: boolean;
}

export function AccountPage({
  account,
  mayGrant,
  maySuspend,
  proposal,
  mayDecide,
  isSelf,
}: AccountPageProps) {
  const held = new Set(account.roles.map(({ role }) => role));
  return (
    <>
      <AdminNav current={path} />
      <PageHeader title={account.name} meta={<Roles account={account} />} />
      <SuspensionNotice account={account} />
      <ProposalNotice account={account} proposal={proposal} mayDecide={mayDecide} />
      <AddressNotice account={account} mayDecide={maySuspend} />
      <DescriptionList
        items={[
          { term: 'État', value: stateOf(account) },
          { term: 'Adresse électronique', value: account.email },
          { term: 'Qualité', value: account.quality && qualityLabels[account.quality] },
          { term: 'Collectivité ou organisme', value: bodyOf(account) },
          { term: 'Fonction', value: account.function_title },
          { term: 'Inscription', value: <Time value={account.created_at} /> },
          {
            term: 'Dernière visite',
            value: account.last_seen_at ? <Time value={account.last_seen_at} withTime /> : 'jamais',
          },
        ]}
      />
      <ButtonGroup>
        <Button href={`${path}/${account.id}/correction`} kind="secondary">
          Corriger la fiche
        </Button>
      </ButtonGroup>
      {account.memberships.length > 0 && (
        <Section id="groupes" title="Groupes projets">
          <ul>
            {account.memberships.map(({ title, slug, role }) => (
              <li>
                <a href={`/groupes/${slug}`}>{title}</a> : {memberRoles[role]}{' '}
                <a href={`/espace/groupes/${slug}/membres/${account.id}`}>
                  Gérer<span class="fr-sr-only"> sa place dans {title}</span>
                </a>
              </li>
            ))}
          </ul>
        </Section>
      )}
      {account.state === 'active' && (
        <Panel title="Rôles sur tout le site">
          {!mayGrant && <p>Seul un administrateur peut changer ces rôles.</p>}
          {mayGrant && (
            <>
              <p>
                L’équipe du programme écrit les pages, examine les inscriptions et ouvre les groupes.
                L’administrateur donne aussi ces rôles. Un changement vaut tout de suite.
              </p>
              <ButtonGroup>
                {(['programme-team', 'administrator'] as const).map((role) =>
                  held.has(role) ? (
                    <PostButton
                      action={`${path}/${account.id}/roles/${role}/retrait`}
                      kind="danger"
                      confirm={
                        isSelf
                          ? `Vous retirer le rôle « ${roles[role]} » ?`
                          : `Retirer le rôle « ${roles[role]} » à ${account.name} ?`
                      }
                    >
                      {`Retirer le rôle « ${roles[role]} »`}
                    </PostButton>
                  ) : (
                    <PostButton action={`${path}/${account.id}/roles/${role}`} kind="secondary">
                      {`Donner le rôle « ${roles[role]} »`}
                    </PostButton>
                  ),
                )}
              </ButtonGroup>
            </>
          )}
        </Panel>
      )}
      <AccessPanel account={account} maySuspend={maySuspend} proposed={proposal !== null} />
    </>
  );
}
