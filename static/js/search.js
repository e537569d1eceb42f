// Search of the whole guide, and of one's own notes while they are open. What is looked for stays in this document.

import { isLocked } from './entries.js';
import { onEntries } from './map/elements.js';
import { button, words } from './page.js';
import { box, cameByLink } from './search/box.js';
import { guideIndex } from './search/guide.js';
import { findNotes } from './search/notes.js';
import { fill } from './search/results.js';

const FIRST = 8; // Results that are shown before somebody asks for all.

export function start(element) {
  const part = (name) => element.querySelector(`[data-part=${name}]`);
  const kinds = element.querySelector('template').content;
  const byLink = cameByLink();
  let asked = '';

  box(element, async (text, stale) => {
    asked = text;
    element.toggleAttribute('data-asked', Boolean(asked));
    if (!asked) return show([]);
    const waiting = setTimeout(say, 300, 'wait');
    const index = await guideIndex().catch(() => null);
    clearTimeout(waiting);
    return stale() ? '' : show(index?.find(asked) ?? [], index ? 'none' : 'failed');
  }, guideIndex);
  // Only for somebody who followed a link here: on a phone the keyboard would jump at everybody else.
  if (byLink) element.querySelector('input').focus();
  onEntries(element, showNotes);

  function show(found, otherwise) {
    fill(part('found'), found.slice(0, FIRST), kinds);
    part('rest').replaceChildren(...(found.length > FIRST ? [all(found)] : []));
    const own = showNotes();
    say(asked && !found.length && !own && otherwise);
    return asked && (part('message').textContent || words(element, 'count', { n: found.length + own }));
  }

  function all(found) {
    return button(words(element, 'all', { n: found.length }), () => {
      fill(part('found'), found, kinds);
      part('rest').replaceChildren();
      part('found').children[FIRST].querySelector('a').focus();
    });
  }

  // How many there are.
  function showNotes() {
    const notes = asked ? findNotes(asked) : [];
    fill(part('notes'), notes, kinds);
    part('own').hidden = !notes.length;
    part('closed').hidden = !asked || !isLocked();
    return notes.length;
  }

  function say(name) {
    part('message').textContent = name ? words(element, name) : '';
  }
}
