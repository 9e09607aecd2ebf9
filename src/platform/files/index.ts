/** Files that people send: received as streams, recognised by their content, kept by their hash. See README.md. */
export { acceptedExtensions, type FileFamily, usualExtension } from './accepted.ts';
export { type BucketAddress, readBucketAddress } from './bucket-address.ts';
export { type Dimensions, measureImage } from './dimensions.ts';
export type { ByteRange } from './drive.ts';
export {
  BrokenUpload,
  EmptyFile,
  FileTooLarge,
  MissingObject,
  StoreFailure,
  UnacceptedFile,
} from './errors.ts';
export { cleanFileName } from './file-name.ts';
export { forgetFiles, keepFile, shareFile, sweepFiles } from './kept-files.ts';
export { hidesMetadata, withoutMetadata } from './metadata.ts';
export { type FileStore, openFileStore, ReceivedFile } from './store.ts';
export { type ZipEntry, zipPart, zipped } from './zip.ts';
