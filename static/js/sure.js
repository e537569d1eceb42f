// Asks once more before something is removed for good.

import { words } from './page.js';
import { ask, screen } from './screens.js';

// `what`: 'remove', 'wipe' or 'settle'; the words are on the notes board.
export async function isSure(what) {
  const [dialog, board] = [await screen('sure'), await screen('board')];
  if (!dialog) return false;
  const name = `sure${what[0].toUpperCase()}${what.slice(1)}`;
  dialog.querySelector('h2').textContent = words(board, name);
  dialog.querySelector('p').textContent = words(board, `${name}Text`);
  dialog.querySelector('button').textContent = words(board, `${name}Yes`);
  return (await ask(dialog)) === 'yes';
}
