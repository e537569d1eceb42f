// What a page or file is answered with: the kept copy at once, where there is one. The network is never waited for then.

const NETWORK_PATIENCE = 4000;
const PAGE = /^\/([A-Za-z0-9-]{2,35})\/(.*)$/;

async function answerPage(request) {
  const path = new URL(request.url).pathname;
  try {
    if (path === '/') return (await startOfKept()) ?? fetch(request);
    const [, tag, rest] = PAGE.exec(path) ?? [];
    const kept = tag && (await language(tag));
    if (!kept) return await fromNetworkOr(request, away);
    const page = await composedPage(tag, kept.id, rest);
    if (page) return page;
    if (!rest.endsWith('/') && (await keptPage(tag, kept.id, `${rest}/`))) return Response.redirect(`/${tag}/${rest}/`, 302);
    return await fromNetworkOr(request, () => composedPage(tag, kept.id, 'missing/', 404));
  } catch (error) {
    // The kept copy cannot be read: the network is what is left.
    return fetch(request);
  }
}

async function composedPage(tag, id, path, status = 200) {
  const page = await keptPage(tag, id, path);
  if (!page) return null;
  const edition = await keptEdition(tag, id);
  const parts = edition.all[path];
  const main = parts
    ? joinAll(page.main, await Promise.all(parts.map(async (part) => [part, (await keptPage(tag, id, part)).main])))
    : page.main;
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
  return kept ? composedPage(kept.tag, kept.id, 'away/', 503) : null;
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
  if (!asset?.type) return fetch(request);
  return new Response(asset.body, {
    headers: { 'Content-Type': asset.type, 'Cross-Origin-Resource-Policy': 'same-origin', 'X-Content-Type-Options': 'nosniff' },
  });
}
