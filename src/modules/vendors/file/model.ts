import { toCsv } from '../../../platform/http/index.ts';
import type { Rollout } from '../../rollouts/index.ts';
import type { Equipment } from '../equipment.ts';
import type { Product } from '../product.ts';
import { customerFields } from './columns.ts';

/** A file to fill in: the columns, and beside them the stages that may be named. Sent as it is, it says nothing. */
export function modelOf(products: readonly Product[], rollouts: readonly Rollout[]): string {
  const blank = customerFields.map(() => '');
  return toCsv(
    [...customerFields, 'produits_possibles', 'etapes_possibles', 'sens'],
    products
      .filter(({ withdrawnAt }) => withdrawnAt === null)
      .flatMap(({ name, rollouts: served }) => {
        const stages = rollouts
          .filter(({ slug }) => served.includes(slug))
          .flatMap((rollout) =>
            rollout.stages.map(({ slug, title }) => [...blank, name, slug, `${rollout.title} : ${title}`]),
          );
        return stages.length > 0 ? stages : [[...blank, name, '', '']];
      }),
  );
}

/** What a vendor tells that it equips, in the shape of the model: sent back as it is, it changes nothing. */
export function asList(equipments: readonly Equipment[]): string {
  return toCsv(
    customerFields,
    equipments.flatMap(({ authority, product, from, until, said }) => {
      const code = authority.kind === 'commune' ? authority.code : (authority.siren ?? authority.id);
      const whom = [code, authority.name, product.name, from];
      return said.length > 0 && until === null
        ? said.map(({ rollout, stage, since }) => [...whom, rollout, stage ?? 'aucune', since, null])
        : [[...whom, null, null, null, until]];
    }),
  );
}
