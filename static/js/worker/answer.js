// What a page or file is answered with: the kept copy at once, where there is one. The network is never waited for then.

const NETWORK_PATIENCE = 4000;
const PAGE = /^\/([A-Za-z0-9-]{2,35})\/(.*)$/;

async function answerPage(request) {
  const path = new URL(request.url).pathname;
  try {
    if (path === '/') return (await startOfKept()) ?? fetch(request);
    const [, tag, rest] = PAGE.exec(path) ?? [];
    const kept = tag && (await keptFor(tag, rest));
    if (!kept) return await fromNetworkOr(request, away);
    if (kept.page) return await composedPage(kept, rest);
    if (!rest.endsWith('/') && (await keptFor(tag, `${rest}/`)).page) return Response.redirect(`/${tag}/${rest}/`, 302);
    return await fromNetworkOr(request, async () => composedPage(await keptFor(tag, 'missing/'), 'missing/', 404));
  } catch (error) {
    // The kept copy cannot be read: the network is what is left.
    return fetch(request);
  }
}

// `kept` is what keptFor found.
async function composedPage({ tag, id, edition, page }, path, status = 200) {
  const parts = edition.all[path];
  const pages = parts && (await keptPages(tag, id));
  const main = parts ? joinAll(page.main, parts.map((part) => [part, pages.get(part).main])) : page.main;
  const place = ['missing/', 'away/'].includes(path) ? '' : path;
  const style = edition.styles?.[Number(edition.linked.includes(path))];
  const text = compose(edition.shell, { style, title: page.title, main, path: place, id, code: shortCode(id) });
  return new Response(text, { status, headers: { ...edition.headers, 'Content-Type': 'text/html; charset=utf-8' } });
}

async function startOfKept() {
  const kept = await languages();
  if (!kept.length) return null;
  return Response.redirect(`/${nearest(navigator.languages, kept)}/`, 302);
}

async function away() {
  const [kept] = await languages();
  return kept ? composedPage(await keptFor(kept.tag, 'away/'), 'away/', 503) : null;
}

async function fromNetworkOr(request, otherwise) {
  const answer = await otherwise();
  if (!answer) return fetch(request);
  try {
    return await fetch(request, { signal: AbortSignal.timeout(NETWORK_PATIENCE) });
  } catch {
    return answer;
  }
}

async function answerAsset(request) {
  const asset = await keptAsset(new URL(request.url).pathname).catch(() => null);
  if (!asset) return fetch(request);
  return new Response(asset.body, {
    headers: { 'Content-Type': asset.type, 'Cross-Origin-Resource-Policy': 'same-origin', 'X-Content-Type-Options': 'nosniff' },
  });
}
