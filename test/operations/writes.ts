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
      consentement: '1',
    }),
  });
  return answer.status;
}

/** Signs people up one after the other until the product no longer answers. */
export async function signUpFrom(
  product: Product,
  writer: string,
  acknowledged: (address: string) => void,
): Promise<void> {
  for (let number = 0; ; number++) {
    const address = `${writer}-${number}@logiciels.example`;
    const status = await signUp(product, address).catch(() => null);
    if (status === null) return;
    if (status === 303) acknowledged(address);
  }
}
