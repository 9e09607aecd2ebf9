import { lookup } from 'node:dns/promises';
import { connect as connectPlainly, isIP, type Socket } from 'node:net';
import { connect as connectSafely } from 'node:tls';
import ipaddr from 'ipaddr.js';

/** The way out, for tests to put their own in its place. */
export interface Network {
  /** All the addresses of a name. */
  resolve(host: string): Promise<readonly string[]>;
  /** Opens a connection to one of these addresses, and to no other. */
  connect(target: Target): Socket;
}

export interface Target {
  /** The name, which a certificate must bear. */
  host: string;
  port: number;
  secure: boolean;
  /** Never looked up again: what was checked is what is reached. */
  addresses: readonly string[];
}

export const internet: Network = {
  resolve: async (host) => (await lookup(host, { all: true })).map(({ address }) => address),
  connect: ({ host, port, secure, addresses }) => {
    const known = addresses.map((address) => ({
      address,
      family: ipaddr.parse(address).kind() === 'ipv6' ? 6 : 4,
    }));
    const options = {
      host,
      port,
      autoSelectFamily: true,
      lookup: (
        _host: string,
        _options: unknown,
        answer: (error: null, addresses: typeof known) => void,
      ): void => answer(null, known),
    };
    return secure
      ? connectSafely({ ...options, servername: isIP(host) ? '' : host })
      : connectPlainly(options);
  },
};

/** Public by its number, yet answered inside the machines of a host (Azure). */
const insideAll = new Set(['168.63.129.16']);

const globalUnicast = ipaddr.parseCIDR('2000::/3');

/**
 * Whether an address is one of the public Internet: not this machine, not a local network, not what is reserved, in whatever
 * form it is written. What cannot be read is not.
 */
export function isPublicAddress(written: string): boolean {
  if (!ipaddr.isValid(written)) return false;
  // `::ffff:127.0.0.1` is 127.0.0.1.
  const address = ipaddr.process(written);
  if (address.range() !== 'unicast' || insideAll.has(address.toString())) return false;
  return address instanceof ipaddr.IPv4 || address.match(globalUnicast);
}

/** Names that only a local network knows. */
const localName = /^[^.]+$|\.(?:localhost|local|internal|intranet|lan|home|corp|private|arpa|onion)$/i;

/** Why an address is not to be asked for; null when it may be, as far as its letters tell. */
export function unaskable({
  protocol,
  hostname,
  port,
  username,
  password,
}: URL): 'scheme' | 'port' | 'internal' | null {
  if (protocol !== 'http:' && protocol !== 'https:') return 'scheme';
  // The usual ports alone, which URL leaves out: the others are those of inner services.
  if (port !== '') return 'port';
  if (username !== '' || password !== '') return 'scheme';
  const host = bareHost(hostname);
  if (ipaddr.isValid(host)) return isPublicAddress(host) ? null : 'internal';
  return localName.test(host) ? 'internal' : null;
}

/** Without the brackets of IPv6, nor the dot that may end a name. */
export const bareHost = (hostname: string): string => hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');

export class InternalAddress extends Error {}

/** The addresses of a host, all of them public: a name that also leads inside is not asked. Throws InternalAddress. */
export async function publicAddressesOf(network: Network, hostname: string): Promise<readonly string[]> {
  const host = bareHost(hostname);
  const addresses = ipaddr.isValid(host) ? [host] : await network.resolve(host);
  if (addresses.length === 0 || !addresses.every(isPublicAddress)) throw new InternalAddress(host);
  return addresses;
}
