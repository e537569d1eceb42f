// What is on the screen: the hub, or one view of a meeting. Views are functions of the stage that return their element.

import { phrases } from './phrases.js';
import { running } from './keeper.js';
import { here } from './record.js';
import { keepAwake, letSleep } from './awake.js';
import { keepLinksBeside } from './links.js';
import { openBeside } from './words.js';
import { tellTyped } from '../typed.js';

const BEAT = 5000; // How often the minutes on the screen are looked at. They come from the clock, not from this beat.

// `dress(stage)` brings the hub up to date.
export function makeStage(root, views, dress) {
  const hub = root.querySelector('.hub');
  const run = root.querySelector('.run');
  const stage = {
    root,
    at: '',
    tick: null,
    say: phrases(root),

    // A fresh copy of a screen of the page.
    screen(name) {
      return root.querySelector(`template[data-screen="${name}"]`).content.cloneNode(true);
    },

    go(name, ...given) {
      stage.tick = null;
      stage.at = name;
      const view = views[name](stage, ...given);
      hub.hidden = true;
      run.hidden = false;
      run.replaceChildren(view);
      stage.tick?.();
      settle(run);
    },

    // To where the meeting stands.
    resume() {
      const meeting = running();
      keepAwake();
      if (meeting.state === 'ended') stage.go('end');
      else if (here(meeting).topic === 'break' && meeting.steps[here(meeting).step].about !== 'break') stage.go('pause');
      else stage.go('step');
    },

    home(news = '') {
      letSleep();
      stage.tick = null;
      stage.at = '';
      run.replaceChildren();
      run.hidden = true;
      hub.hidden = false;
      dress(stage);
      const line = hub.querySelector('[data-part=news]');
      line.textContent = news;
      line.hidden = !news;
      settle(hub);
    },
  };
  openBeside(stage, run);
  keepLinksBeside(run);
  beat(stage);
  return stage;
}

// Focus goes to the heading, so that a screen reader begins there.
function settle(view) {
  scrollTo(0, 0);
  const heading = view.querySelector('h1');
  heading.setAttribute('tabindex', '-1');
  heading.focus({ preventScroll: true });
}

function beat(stage) {
  const look = () => {
    if (stage.root.isConnected) {
      if (!document.hidden) stage.tick?.();
      return;
    }
    clearInterval(timer);
    document.removeEventListener('visibilitychange', look);
    letSleep();
  };
  const timer = setInterval(look, BEAT);
  document.addEventListener('visibilitychange', look);
}

// The parts and the buttons of a screen.
export function part(view, name) {
  return view.querySelector(`[data-part="${name}"]`);
}

// Not every browser takes the focus, and with it the word that a field has changed, from a field to a button that is pressed.
export function on(view, does, pressed) {
  view.querySelector(`[data-does="${does}"]`)?.addEventListener('click', (event) => {
    tellTyped();
    pressed(event);
  });
}
