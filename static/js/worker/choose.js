// Which of the kept languages somebody gets: as app/locales.py chooses among those that a server offers. A test holds the two together.

const FARTHEST = 10; // CLDR's measure, as in app/locales.py.
const OTHER_PLACE = 4;

// `wanted` are tags, the dearest first. `kept` are [{ tag, near }]. The first kept one where none fits.
function nearest(wanted, kept) {
  for (const tag of wanted) {
    const same = kept.find((each) => each.tag === tag);
    if (same) return same.tag;
    const [best] = kept.map((each) => ({ tag: each.tag, far: distance(tag, each) })).sort((one, other) => one.far - other.far);
    if (best.far <= FARTHEST) return best.tag;
  }
  return kept[0].tag;
}

function distance(wanted, { tag, near }) {
  const asked = inFull(wanted);
  if (!asked) return Infinity;
  const pair = `${asked.language}-${asked.script}`;
  const [language, script, place] = (near?.is ?? inFull(tag)?.toString() ?? '').split('-');
  const own = pair === `${language}-${script}`;
  const far = near ? near.pairs[pair] : own ? 0 : undefined;
  if (far === undefined) return Infinity;
  if (asked.region === place) return far;
  return far + (own && near ? (near.places[asked.region] ?? near.elsewhere) : OTHER_PLACE);
}

function inFull(tag) {
  try {
    return new Intl.Locale(tag).maximize();
  } catch {
    return null;
  }
}
