// How the time was spent, as a picture: a planned and a real bar for each topic. Fills of an SVG are printed, backgrounds are not.
// The words stand in HTML, so that they wrap and grow with the reader's text size; the sentence and the table say the same.

import { element } from '../map/elements.js';
import { TOPICS } from './record.js';

const SVG = 'http://www.w3.org/2000/svg';

// `plan` and `real` are { topic: minutes }, `talked` the real ones in words.
export function drawShares(stage, plan, real, talked) {
  const longest = Math.max(1, ...TOPICS.flatMap((topic) => [plan[topic], real[topic]]));
  const picture = document.createDocumentFragment();
  picture.append(element('p', { class: 'legend' },
    swatch('bar-planned'), stage.say('legend-planned'), swatch('bar-real'), stage.say('legend-real')));
  for (const topic of TOPICS) {
    picture.append(element('div', { class: 'share' },
      element('b', {}, stage.say(topic)),
      bar('bar-planned', plan[topic] / longest),
      bar('bar-real', real[topic] / longest),
      element('span', { class: 'meta' }, stage.say('beside', { planned: stage.say('minutes', { n: plan[topic] }), real: talked[topic] }))));
  }
  return picture;
}

// A bar grows from where lines of the page's language begin.
function bar(kind, share) {
  const width = 100 * share;
  const x = getComputedStyle(document.documentElement).direction === 'rtl' ? 100 - width : 0;
  const drawn = svg('svg', { class: `bar-of ${kind}`, width: '100%' });
  drawn.append(svg('rect', { x: `${x}%`, y: '0', width: `${width}%`, height: '100%' }));
  return drawn;
}

function swatch(kind) {
  const drawn = svg('svg', { class: `swatch ${kind}` });
  drawn.append(svg('rect', { width: '100%', height: '100%' }));
  return drawn;
}

function svg(name, attributes) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}
