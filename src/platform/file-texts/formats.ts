/** How the words of a type of file are read. */
export type Format = 'pdf' | 'text' | 'word' | 'sheet' | 'slides' | 'open-document';

const openXml = 'application/vnd.openxmlformats-officedocument';
const openDocument = 'application/vnd.oasis.opendocument';

const formats: Readonly<Record<string, Format>> = {
  'application/pdf': 'pdf',
  'text/plain': 'text',
  'text/markdown': 'text',
  'text/csv': 'text',
  [`${openXml}.wordprocessingml.document`]: 'word',
  [`${openXml}.wordprocessingml.template`]: 'word',
  [`${openXml}.spreadsheetml.sheet`]: 'sheet',
  [`${openXml}.spreadsheetml.template`]: 'sheet',
  [`${openXml}.presentationml.presentation`]: 'slides',
  [`${openXml}.presentationml.slideshow`]: 'slides',
  [`${openXml}.presentationml.template`]: 'slides',
  [`${openDocument}.text`]: 'open-document',
  [`${openDocument}.text-template`]: 'open-document',
  [`${openDocument}.spreadsheet`]: 'open-document',
  [`${openDocument}.spreadsheet-template`]: 'open-document',
  [`${openDocument}.presentation`]: 'open-document',
  [`${openDocument}.presentation-template`]: 'open-document',
  [`${openDocument}.graphics`]: 'open-document',
};

export const formatOf = (mediaType: string): Format | undefined => formats[mediaType];

export const readableTypes: readonly string[] = Object.keys(formats);
