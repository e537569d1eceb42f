// The whole guide as one index. It is read once a document, in slices.

import { tag, oncePerEdition } from '../page.js';
import { Index } from './index.js';
import { pagesUnder } from './pages.js';
import { inSlices } from './slices.js';
import { PLACES, texts } from './texts.js';

export const guideIndex = oncePerEdition(read);

async function read() {
  const index = new Index(tag);
  const found = [];
  await inSlices(await pagesUnder(...PLACES), ([path, main]) => found.push(...texts(path, main)));
  await inSlices(found, (text) => index.add({ ...text, id: text.href }));
  return index;
}
