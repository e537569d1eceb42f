// Opening the notes with the phone's own lock: WebAuthn's PRF extension gives 32 bytes for a fixed input, and nothing leaves the phone.
// It is a further way in, never the only one.

import { fromHex } from './vault.js';

const SALT_BYTES = 32;

export function phoneLockExists() {
  return 'PublicKeyCredential' in globalThis;
}

export async function addThisPhone(keep, passphrase) {
  const input = crypto.getRandomValues(new Uint8Array(SALT_BYTES));
  const created = await navigator.credentials.create({
    publicKey: {
      rp: { name: location.hostname },
      user: { id: crypto.getRandomValues(new Uint8Array(16)), name: location.hostname, displayName: location.hostname },
      challenge: crypto.getRandomValues(new Uint8Array(32)),
      pubKeyCredParams: [{ type: 'public-key', alg: -7 }, { type: 'public-key', alg: -257 }],
      authenticatorSelection: { authenticatorAttachment: 'platform', residentKey: 'discouraged', userVerification: 'required' },
      extensions: { prf: { eval: { first: input } } },
    },
  });
  const credential = new Uint8Array(created.rawId);
  await keep.addPhone(passphrase, { secret: await secretOf(credential, input), credential, input });
}

// Shows the button where this phone was added, and opens with it.
export function offerPhone(button, keep, open) {
  const { phone } = keep.status();
  button.hidden = !phone || !phoneLockExists();
  button.addEventListener('click', () => open(async () => {
    await keep.unlock(await secretOf(asBytes(phone.credential), asBytes(phone.input)));
  }));
}

async function secretOf(credential, input) {
  const answer = await navigator.credentials.get({
    publicKey: {
      challenge: crypto.getRandomValues(new Uint8Array(32)),
      allowCredentials: [{ type: 'public-key', id: credential }],
      userVerification: 'required',
      extensions: { prf: { eval: { first: input } } },
    },
  });
  const secret = answer.getClientExtensionResults().prf?.results?.first;
  if (!secret) throw new DOMException('This phone’s lock cannot make a key.', 'NotSupportedError');
  return new Uint8Array(secret);
}

function asBytes(value) {
  return typeof value === 'string' ? fromHex(value) : value;
}
