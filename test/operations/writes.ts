import type { Product } from './product.ts';

let networks = 0;

/** Signs somebody up; gives the status of the answer. */
export async function signUp(product: Product, address: string): Promise<number> {
  networks += 1;
  const answer = await fetch(`${product.url}/inscription`, {
    method: 'POST',
    redirect: 'manual',
    headers: {
      'sec-fetch-site': 'same-origin',
      'x-forwarded-for': `10.${networks >> 16}.${(networks >> 8) & 255}.${networks & 255}`,
    },
    body: new URLSearchParams({
      nom: 'Léa Martin',
      courriel: address,
      qualite: 'editeur',
      structure: 'Logiciels du Lac',
      fonction: 'Gérante',
      information: '1',
    }),
  });
  return answer.status;
}

/** Signs people up one after the other until told that it is enough, or until the product does not take one. */
export async function signUpUntil(
  product: Product,
  writer: string,
  isEnough: (acknowledged: string) => boolean,
): Promise<void> {
  for (let number = 0; ; number++) {
    const address = `${writer}-${number}@logiciels.example`;
    const status = await signUp(product, address).catch(() => null);
    if (status !== 303 || isEnough(address)) return;
  }
}
