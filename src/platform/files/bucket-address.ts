/** Where a bucket is, and who we are there. */
export interface BucketAddress {
  endpoint: string;
  bucket: string;
  region: string;
  accessKeyId: string;
  secretAccessKey: string;
}

const endpoints: Readonly<Record<string, string>> = { 's3:': 'https', 's3+http:': 'http' };

/** Reads `s3://key:secret@host/bucket?region=…` (`s3+http://` for a server without TLS); null for anything else. */
export function readBucketAddress(text: string): BucketAddress | null {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  const scheme = endpoints[url.protocol];
  const [, bucket] = /^\/([^/]+)\/?$/.exec(url.pathname) ?? [];
  if (!scheme || !url.host || !bucket || !url.username || !url.password || url.hash) return null;
  try {
    return {
      endpoint: `${scheme}://${url.host}`,
      bucket: decodeURIComponent(bucket),
      region: url.searchParams.get('region') || 'us-east-1',
      accessKeyId: decodeURIComponent(url.username),
      secretAccessKey: decodeURIComponent(url.password),
    };
  } catch {
    // a "%" that is not followed by two digits
    return null;
  }
}
