/** Charters: versioned texts that organisations sign, the public register, its receipts and badges. See README.md. */
export { addDemonstrationSignature, removeDemonstrationSignatures } from './demonstration.ts';
export { type CharterLink, charterLinks } from './links.ts';
export { loadCharters } from './load.ts';
export { charterPages } from './pages.ts';
