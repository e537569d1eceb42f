// [[position, delete, insert], …] turns the kept bundle into the new one. Positions are those of the old text.

function applyPatch(old, operations) {
  const pieces = [];
  let done = 0;
  for (const [position, length, text] of operations) {
    if (!(position >= done && length >= 0 && position + length <= old.length)) throw new RangeError('The patch does not fit.');
    pieces.push(old.slice(done, position), text);
    done = position + length;
  }
  pieces.push(old.slice(done));
  return pieces.join('');
}

async function sha256(bytes) {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
