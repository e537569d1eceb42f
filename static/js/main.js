// Pages are whole without this. It keeps the guide on the phone, follows links in place, and starts what a page asks for.

import { takeBack } from './entries.js';
import { begin as beginExit } from './exit.js';
import { begin as beginNavigation } from './navigate.js';
import { begin as beginOffline } from './offline.js';
import { start } from './start.js';

beginExit();
start(document);
beginNavigation();
beginOffline();
takeBack();
