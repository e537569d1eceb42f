// Opening the notes with the phone's own lock: WebAuthn's PRF extension gives 32 bytes for a fixed input, and nothing leaves the phone.
// It is a further way in, never the only one.

const SALT_BYTES = 32;

class PhoneLockError extends Error {
  name = this.constructor.name;
}
export class NoPhoneLock extends PhoneLockError {} // This phone has no lock that could make a key, or this browser does not reach it.
export class PhoneLockUnused extends PhoneLockError {} // Turned down, not recognised, too slow, or removed from the phone's list.

export function phoneLockExists() {
  return 'PublicKeyCredential' in globalThis;
}

export async function addThisPhone(keep, passphrase) {
  // Looked at first: what is made on the phone stays in its list, and no page can take it out again.
  await keep.check(passphrase);
  if (!(await PublicKeyCredential.isUserVerifyingPlatformAuthenticatorAvailable())) throw new NoPhoneLock('There is no lock.');
  const input = crypto.getRandomValues(new Uint8Array(SALT_BYTES));
  const created = await asked(navigator.credentials.create({
    publicKey: {
      rp: { name: location.hostname },
      user: { id: crypto.getRandomValues(new Uint8Array(16)), name: location.hostname, displayName: location.hostname },
      challenge: crypto.getRandomValues(new Uint8Array(32)),
      pubKeyCredParams: [{ type: 'public-key', alg: -7 }, { type: 'public-key', alg: -257 }],
      authenticatorSelection: { authenticatorAttachment: 'platform', residentKey: 'discouraged', userVerification: 'required' },
      extensions: { prf: { eval: { first: input } } },
    },
  }));
  const { enabled, results } = created.getClientExtensionResults().prf ?? {};
  if (!enabled) throw new NoPhoneLock('The lock makes no keys.');
  const credential = new Uint8Array(created.rawId);
  // Some make the key at once, others only when they are asked again.
  const secret = results?.first ? new Uint8Array(results.first) : await secretOf(credential, input);
  await keep.addPhone(passphrase, { secret, credential, input });
}

// Shows the button where this phone was added, and opens with it.
export function offerPhone(button, keep, open) {
  const { phone } = keep.status();
  button.hidden = !phone || !phoneLockExists();
  button.addEventListener('click', () => open(async () => {
    await keep.unlock(await secretOf(phone.credential, phone.input));
  }));
}

async function secretOf(credential, input) {
  const answer = await asked(navigator.credentials.get({
    publicKey: {
      challenge: crypto.getRandomValues(new Uint8Array(32)),
      allowCredentials: [{ type: 'public-key', id: credential }],
      userVerification: 'required',
      extensions: { prf: { eval: { first: input } } },
    },
  }));
  const secret = answer.getClientExtensionResults().prf?.results?.first;
  if (!secret) throw new NoPhoneLock('The lock makes no keys.');
  return new Uint8Array(secret);
}

async function asked(promise) {
  try {
    return await promise;
  } catch (cause) {
    const unused = ['NotAllowedError', 'AbortError'].includes(cause.name);
    throw new (unused ? PhoneLockUnused : NoPhoneLock)(`${cause.name}: ${cause.message}`, { cause });
  }
}
