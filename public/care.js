// The script of the staff pages: a button with data-passkey runs one ceremony, a page with data-watch polls every five
// seconds for the event it waits for, data-until becomes a time of the reader's own clock, and data-ends warns two
// minutes before the sign-in ends. Typing counts as being there.
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
  // Perhaps nobody is there: the header keeps these requests from making the sign-in last longer.
  const headers = { 'evenkeel-watches': '1' };
  setInterval(async () => {
    const answer = await fetch(location.href, { headers, signal: signal() }).catch(() => null);
    if (answer?.ok && !(await answer.text().catch(() => 'data-watch')).includes('data-watch')) location.reload();
  }, 5000);
}

const clock = (at) =>
  new Date(at).toLocaleTimeString(document.documentElement.lang, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });

const sayUntil = (until) => {
  for (const out of document.querySelectorAll('[data-until]')) {
    if (until) out.dataset.until = until;
    out.textContent = out.dataset.says.replace('{time}', clock(out.dataset.until));
  }
};
sayUntil();

const ends = document.querySelector('[data-ends]');
if (ends) {
  const [says, stay] = [ends.querySelector('p'), ends.querySelector('button')];
  // The end by the clock of this page, which may differ from the server's.
  let until = Date.now() + Number(ends.dataset.left) * 1000;
  let told = 0;
  let timer;
  const look = () => {
    clearTimeout(timer);
    const left = until - Date.now();
    const soon = left <= 120000 && left > 0;
    if (soon && ends.hidden) {
      const forGood = ends.dataset.ends >= ends.dataset.last;
      ends.hidden = false;
      stay.hidden = forGood;
      says.textContent = (forGood ? says.dataset.forGood : says.dataset.soon).replace('{time}', clock(until));
    } else if (!soon) {
      ends.hidden = true;
      says.textContent = '';
    }
    // Looked at again often enough, whatever a sleeping machine does to timers.
    if (left > 0) timer = setTimeout(look, Math.min(30000, soon ? left : left - 120000));
  };
  const here = async () => {
    if (Date.now() - told < 60000) return;
    told = Date.now();
    const answer = await fetch('/care/here', { method: 'POST', signal: signal() }).catch(() => null);
    const said = answer?.ok ? await answer.json().catch(() => null) : null;
    if (!said) return;
    ends.dataset.ends = said.until;
    until = Date.now() + said.left * 1000;
    sayUntil(said.until);
    look();
  };
  document.addEventListener('input', here);
  stay.addEventListener('click', () => {
    told = 0;
    here();
  });
  addEventListener('focus', look);
  look();
}

// Over plain http WebKit keeps no sign-in, and at an address of another machine nobody can sign in. Asking for a cookie throws
// where they are blocked.
const keeps = () => {
  try {
    document.cookie = 'kept=1; Secure';
    const has = document.cookie.includes('kept=1');
    document.cookie = 'kept=; Secure; Max-Age=0';
    return isSecureContext && has;
  } catch {
    return true;
  }
};
if (location.protocol !== 'https:' && !keeps()) import('/plain-http.js').catch(() => {});
