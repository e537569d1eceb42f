// The kinds of picture. Each is a function that paints with a pen (draw.js) what it is given.

const LOOKS = ['map-full', 'map-open', 'map-soft'];

// entries: [{ label, values: [number, …], strong }]; several values stand end to end, or below one another when `side`.
export function bars(entries, { limit = 0, legend = [], side = false, looks = LOOKS, format = String } = {}) {
  const most = Math.max(1, limit, ...entries.map(({ values }) => (side ? Math.max(...values) : values.reduce((a, b) => a + b, 0))));
  return (pen) => {
    if (legend.length > 1) key(pen, legend, looks);
    const room = pen.width - Math.max(2.2, pen.length(format(most), 'strong') + 0.8);
    for (const { label, values, strong } of entries) {
      pen.write(label, 0, { weight: strong ? 'strong' : 'plain' });
      // Some letters reach further down than Latin ones.
      pen.y += 0.2;
      const runs = side ? values.map((value) => [value]) : [values];
      runs.forEach((run, at) => {
        strip(pen, run, { unit: room / most, looks: side ? looks.slice(at) : looks, track: limit && !side ? room * (limit / most) : 0, format });
      });
      pen.y += 0.55;
    }
  };
}

// One bar, its number behind it.
function strip(pen, run, { unit, looks, track, format }) {
  const height = 1.15;
  let x = 0;
  if (track) pen.box(0, pen.y + 0.12, track, height - 0.24, 'map-track');
  run.forEach((value, at) => {
    if (value) pen.box(x, pen.y, value * unit, height, looks[at]);
    x += value * unit;
  });
  const all = run.reduce((a, b) => a + b, 0);
  // Nothing is drawn as a thin line, so that it does not look forgotten.
  if (!all && !track) pen.box(0, pen.y, 0.12, height, looks[0]);
  const y = pen.y;
  pen.y -= 0.08;
  pen.write(format(all), Math.max(x, track) + 0.5, { weight: 'strong' });
  pen.y = y + height + 0.25;
}

function key(pen, legend, looks) {
  legend.forEach((label, at) => {
    pen.box(0.05, pen.y + 0.2, 1, 1, looks[at]);
    pen.write(label, 1.6);
  });
  pen.y += 0.7;
}

// groups: [{ role, things: [text, …] }]: a peg with everything that hangs on it.
export function hooks(groups) {
  return (pen) => {
    for (const { role, things } of groups) {
      const peg = pen.y + 0.7;
      pen.dot(0.7, peg, 0.55, 'map-full');
      pen.write(role, 1.9, { weight: 'strong' });
      pen.y += 0.25;
      let last = peg;
      for (const thing of things) {
        const top = pen.y;
        pen.y += 0.2;
        const lines = pen.lines(thing, pen.width - 3.2).length;
        pen.box(2.1, top, pen.width - 2.2, lines * 1.35 + 0.4, 'map-thing');
        pen.write(thing, 2.6, { room: pen.width - 3.2 });
        last = top + (lines * 1.35 + 0.4) / 2;
        pen.line(0.7, last, 2.1, last);
        pen.y += 0.55;
      }
      pen.line(0.7, peg, 0.7, last);
      pen.y += 0.5;
    }
  };
}

// Empty frames, side by side where they fit: what nobody holds.
export function frames(things) {
  return (pen) => {
    let x = 0.1;
    let top = pen.y + 0.1;
    let tall = 0;
    for (const thing of things) {
      const lines = pen.lines(thing, pen.width - 1.4);
      const width = Math.max(...lines.map((line) => pen.length(line))) + 1.2;
      if (x > 0.1 && x + width > pen.width - 0.1) {
        x = 0.1;
        top += tall + 0.6;
        tall = 0;
      }
      const height = lines.length * 1.35 + 0.6;
      pen.box(x, top, width, height, 'map-empty', 0.5);
      pen.y = top + 0.3;
      pen.write(thing, x + 0.6, { room: pen.width - 1.4 });
      x += width + 0.6;
      tall = Math.max(tall, height);
    }
    pen.y = top + tall + 0.1;
  };
}

// entries: [{ label, step }] and the words of the steps, the best first, the last for nothing: rungs that are filled as far as it goes.
export function ladders(entries, words) {
  return (pen) => {
    for (const { label, step } of entries) {
      pen.write(label, 0, { weight: 'strong' });
      const rungs = words.slice(1);
      const width = (pen.width - 0.4 * (rungs.length - 1)) / rungs.length;
      const filled = step < 0 ? 0 : rungs.length - step;
      rungs.forEach((_, at) => pen.box(at * (width + 0.4) + 0.05, pen.y + 0.1, width - 0.1, 0.8, at < filled ? 'map-full' : 'map-empty'));
      pen.y += 1.15;
      pen.write(step < 0 ? '–' : words[step]);
      pen.y += 0.6;
    }
  };
}
