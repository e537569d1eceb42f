// The tool of an exercise: roles, marks, pictures, agreements. Without it, the sheet below the text is a list for paper.
//
// A map is kept as kind 'map': { exercise, made: 'YYYY-MM-DD', roles: [role], rows: [{ text, key, part, marks: { role: number }, count, state }] }.

import { all, hold, isLocked, recall } from './entries.js';
import { agreePanel } from './map/agree.js';
import { today, show } from './map/dates.js';
import { element, newId, onEntries, primary, showClosed, tools } from './map/elements.js';
import { marksPanel } from './map/marks.js';
import { picturesPanel } from './map/panel.js';
import { rolesPanel } from './map/roles.js';
import { readMap, readSheet, suggested } from './map/sheet.js';
import { button, words } from './page.js';

const STEPS = [['roles', rolesPanel], ['marks', marksPanel], ['pictures', picturesPanel], ['agree', agreePanel]];

// { exercise, id, step } of the map that a lock has closed. It opens again where it was: a phone that lies among people who talk locks by itself.
let closed;

export function start(root) {
  // On the page with everything, the sheets stay what they are on paper.
  if (root.closest('.whole')) return;
  const sheet = readSheet(root);
  const view = element('div', { class: 'map-view' });
  root.querySelector('.map-sheet').hidden = true;
  root.append(view);
  const tool = { root, sheet, view, id: null, map: null, maps: () => mapsOf(sheet) };
  tool.change = () => {
    tool.held = true;
    return hold('map', tool.id, structuredClone(tool.map));
  };
  if (!takeUp(tool)) list(tool);
  onEntries(root, () => again(tool));
}

function mapsOf(sheet) {
  return all('map').filter(([, map]) => map.exercise === sheet.exercise).map(([id, map]) => [id, readMap(sheet, map)]);
}

// Something was unlocked, locked, imported or changed elsewhere. What this tool has just written itself is no news.
function again(tool) {
  // A map that has just been begun is nowhere yet.
  if (tool.map && !tool.held && !isLocked()) return;
  const kept = tool.map && recall('map', tool.id);
  if (kept) {
    if (JSON.stringify(kept) !== JSON.stringify(tool.map)) open(tool, tool.id, tool.step);
    return;
  }
  if (tool.map && isLocked()) closed = { exercise: tool.sheet.exercise, id: tool.id, step: tool.step };
  if (!takeUp(tool)) list(tool);
}

function takeUp(tool) {
  if (tool.map || closed?.exercise !== tool.sheet.exercise || isLocked() || !recall('map', closed.id)) return false;
  const { id, step: at } = closed;
  closed = undefined;
  showClosed(tool.root);
  open(tool, id, at);
  return true;
}

// Before a map is open: begin one, or take up an earlier one.
function list(tool, focus = false) {
  const { root, view } = tool;
  Object.assign(tool, { id: null, map: null, held: false });
  root.removeAttribute('data-open-map');
  showClosed(root);
  const maps = tool.maps().reverse();
  const begin = primary(words(root, maps.length ? 'beginAgain' : 'begin'), () => create(tool));
  view.replaceChildren(element('p', {}, words(root, 'intro')), element('p', {}, begin));
  if (maps.length) view.append(element('h3', {}, words(root, 'earlier')), element('ul', { class: 'map-kept' }, ...maps.map(([id, map]) => kept(tool, id, map))));
  if (focus) begin.focus();
}

function kept(tool, id, map) {
  const { root } = tool;
  const name = words(root, 'dated', { date: show(map.made) });
  const actions = tools(button(words(root, 'open'), () => open(tool, id, 'pictures')), button(words(root, 'remove'), () => sure.replaceChildren(
    element('p', {}, words(root, 'removeSure')),
    tools(
      button(words(root, 'removeYes'), async () => {
        await hold('map', id, undefined);
        list(tool, true);
      }),
      button(words(root, 'removeNo'), () => sure.replaceChildren())))));
  for (const one of actions.children) one.setAttribute('aria-label', `${one.textContent}: ${name}`);
  const sure = element('div', { role: 'status' });
  return element('li', {}, element('b', {}, name), actions, sure);
}

// A new map has the roles and the lines of the last one: a group need not enter them again. Parts that the last one did not have yet begin as suggested.
function create(tool) {
  const { sheet } = tool;
  const last = tool.maps().at(-1)?.[1];
  const lines = sheet.parts.flatMap((part) => {
    const before = last?.rows.filter((row) => row.part === part.key) ?? [];
    return before.length ? before.map(({ text, key }) => ({ text, key, part: part.key, marks: {} })) : suggested(part);
  });
  tool.id = newId();
  tool.held = false;
  tool.map = { exercise: sheet.exercise, made: today(), roles: last?.roles ?? [], rows: lines };
  step(tool, 'roles');
}

function open(tool, id, at) {
  tool.id = id;
  tool.held = true;
  tool.map = tool.maps().find(([other]) => other === id)[1];
  step(tool, at);
}

function step(tool, name) {
  const { root, view, map } = tool;
  const at = STEPS.findIndex(([other]) => other === name);
  tool.step = name;
  root.setAttribute('data-open-map', name);
  const steps = element('nav', { class: 'map-steps', 'aria-label': words(root, 'steps') }, ...STEPS.map(([other], number) => {
    const go = button(`${number + 1} ${words(root, `step${capital(other)}`)}`, () => step(tool, other));
    if (other === name) go.setAttribute('aria-current', 'step');
    return go;
  }));
  const panel = STEPS[at][1](tool);
  const next = STEPS[at + 1]?.[0];
  view.replaceChildren(
    element('p', { class: 'map-head' }, element('b', {}, words(root, 'dated', { date: show(map.made) })), button(words(root, 'close'), () => list(tool, true))),
    steps, panel, next ? element('p', {}, primary(words(root, `next${capital(next)}`), () => step(tool, next))) : '');
  panel.querySelector('h3').focus({ preventScroll: true });
  steps.scrollIntoView({ block: 'start' });
}

function capital(name) {
  return name[0].toUpperCase() + name.slice(1);
}
