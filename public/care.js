// The script of the staff pages: a button with data-passkey runs one ceremony, a page with data-watch polls every five
// seconds for the event it waits for, and data-until becomes a time of the reader's own clock.
'use strict';

const fromText = (text) => Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (c) => c.charCodeAt(0));
const toText = (bytes) =>
  bytes ? btoa(String.fromCharCode(...new Uint8Array(bytes))).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '') : null;
const described = (list) => (list ?? []).map((item) => ({ ...item, id: fromText(item.id) }));

// The browser's own conversions, with fallbacks for browsers that lack them.
const readCreation = (o) =>
  PublicKeyCredential.parseCreationOptionsFromJSON?.(o) ?? {
    ...o,
    challenge: fromText(o.challenge),
    user: { ...o.user, id: fromText(o.user.id) },
    excludeCredentials: described(o.excludeCredentials),
  };
const readRequest = (o) =>
  PublicKeyCredential.parseRequestOptionsFromJSON?.(o) ?? {
    ...o,
    challenge: fromText(o.challenge),
    allowCredentials: described(o.allowCredentials),
  };
const write = (credential) => {
  const r = credential.response;
  const response = { clientDataJSON: toText(r.clientDataJSON) };
  for (const part of ['attestationObject', 'authenticatorData', 'signature', 'userHandle']) {
    if (r[part]) response[part] = toText(r[part]);
  }
  if (r.getTransports) response.transports = r.getTransports();
  const rawId = toText(credential.rawId);
  return { id: rawId, rawId, type: credential.type, response, extensions: credential.getClientExtensionResults() };
};

// Nothing waits for a network that never answers.
const signal = () => AbortSignal.timeout?.(30_000);

const post = async (path, body) => {
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(path, { method: 'POST', headers, body: JSON.stringify(body), signal: signal() });
  if (!answer.ok) {
    const said = { 429: 'tries', 503: 'full' }[answer.status] ?? 'refused';
    const minutes = Math.max(1, Math.ceil(Number(answer.headers.get('retry-after')) / 60));
    throw Object.assign(new Error('refused'), { said, minutes });
  }
  return answer.json();
};

const run = async (ceremony, token) => {
  const begun = await post(`/care/passkeys/${ceremony}/begin`, token ? { token } : {});
  const options = begun.options.publicKey;
  const credential =
    ceremony === 'register'
      ? await navigator.credentials.create({ publicKey: readCreation(options) })
      : await navigator.credentials.get({ publicKey: readRequest(options) });
  return post(`/care/passkeys/${ceremony}/finish`, { ceremony: begun.ceremony, credential: write(credential) });
};

for (const button of document.querySelectorAll('[data-passkey]')) {
  const says = document.querySelector('[data-passkey-says]');
  button.addEventListener('click', async () => {
    if (!window.PublicKeyCredential) {
      says.textContent = button.dataset.unsupported;
      return;
    }
    if (button.getAttribute('aria-busy') === 'true') return;
    button.setAttribute('aria-busy', 'true');
    says.textContent = button.dataset.busy;
    try {
      const done = await run(button.dataset.passkey, button.dataset.token);
      location.assign(done.next);
    } catch (error) {
      const why = error.said ?? (error instanceof TypeError || error.name === 'TimeoutError' ? 'offline' : 'stopped');
      says.textContent = button.dataset[why].replace('{minutes}', error.minutes);
      button.removeAttribute('aria-busy');
    }
  });
}

if (document.querySelector('[data-watch]')) {
  setInterval(async () => {
    const answer = await fetch(location.href, { signal: signal() }).catch(() => null);
    if (answer?.ok && !(await answer.text().catch(() => 'data-watch')).includes('data-watch')) location.reload();
  }, 5000);
}

for (const out of document.querySelectorAll('[data-until]')) {
  const form = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' };
  const time = new Date(out.dataset.until).toLocaleTimeString(document.documentElement.lang, form);
  out.textContent = out.dataset.says.replace('{time}', time);
}

// Over plain http WebKit keeps no sign-in, and at an address of another machine nobody can sign in.
document.cookie = 'kept=1; Secure';
const kept = isSecureContext && (location.protocol === 'https:' || document.cookie.includes('kept=1'));
document.cookie = 'kept=; Secure; Max-Age=0';
if (!kept) import('/plain-http.js').catch(() => {});
