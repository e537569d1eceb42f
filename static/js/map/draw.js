// The pencil: SVG with wrapped text, mirrored for languages that run from right to left. Lengths are in `em` of the page's text.

const NS = 'http://www.w3.org/2000/svg';
const NARROWEST = 10; // em. Where large text leaves less, the picture is drawn as if there were that much, and made smaller.
let made = 0;

// `paint(pen)` draws from the top down and moves `pen.y`; what comes back is an <svg> of the width of `place`.
export function picture(place, title, paint) {
  const style = getComputedStyle(place);
  const em = parseFloat(style.fontSize);
  const width = Math.max(NARROWEST, Math.min((place.clientWidth || 20 * em) / em, 36));
  const pen = new Pen(width, em, style);
  paint(pen);
  const height = pen.y + 0.3;
  const svg = node('svg', { viewBox: `0 0 ${width * em} ${height * em}`, width: width * em, height: height * em, role: 'img', 'aria-labelledby': `picture-${++made}` });
  const name = node('title', { id: `picture-${made}` });
  name.textContent = title;
  svg.append(name, ...pen.drawn);
  return svg;
}

class Pen {
  constructor(width, em, style) {
    Object.assign(this, { width, em, y: 0, drawn: [], mirrored: style.direction === 'rtl' });
    this.measure = document.createElement('canvas').getContext('2d');
    this.fonts = { plain: `${em}px ${style.fontFamily}`, strong: `700 ${em}px ${style.fontFamily}` };
  }

  put(name, attributes) {
    const drawn = node(name, attributes);
    this.drawn.push(drawn);
    return drawn;
  }

  box(x, y, width, height, look, radius = 0.2) {
    const start = this.mirrored ? this.width - x - width : x;
    this.put('rect', { class: look, x: start * this.em, y: y * this.em, width: width * this.em, height: height * this.em, rx: radius * this.em });
  }

  line(x1, y1, x2, y2, look = 'map-thread') {
    const at = (x) => (this.mirrored ? this.width - x : x) * this.em;
    this.put('line', { class: look, x1: at(x1), y1: y1 * this.em, x2: at(x2), y2: y2 * this.em });
  }

  dot(x, y, radius, look) {
    this.put('circle', { class: look, cx: (this.mirrored ? this.width - x : x) * this.em, cy: y * this.em, r: radius * this.em });
  }

  // Text that begins at `x`, in as many lines as `room` asks for; moves `y` below it.
  write(words, x = 0, { room = this.width - x, weight = 'plain' } = {}) {
    for (const line of this.lines(words, room, weight)) {
      const text = this.put('text', { class: weight === 'strong' ? 'map-text pic-strong' : 'map-text', x: (this.mirrored ? this.width - x : x) * this.em, y: (this.y + 1) * this.em });
      text.textContent = line;
      this.y += 1.35;
    }
  }

  lines(words, room, weight = 'plain') {
    const lines = [''];
    // Some languages put no spaces between words, and some words are longer than a phone is wide.
    const pieces = String(words).split(/(?<= )/).flatMap((word) => (this.length(word.trim(), weight) > room ? [...word] : [word]));
    for (const piece of pieces) {
      if (this.length((lines.at(-1) + piece).trim(), weight) <= room) lines[lines.length - 1] += piece;
      else lines.push(piece);
    }
    return lines.map((line) => line.trim()).filter(Boolean);
  }

  length(words, weight = 'plain') {
    this.measure.font = this.fonts[weight];
    return this.measure.measureText(words).width / this.em;
  }
}

function node(name, attributes) {
  const element = document.createElementNS(NS, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, typeof value === 'number' ? Math.round(value * 100) / 100 : value);
  return element;
}
