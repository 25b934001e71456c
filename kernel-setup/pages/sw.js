// The site's service worker. A file whose name, or whose folder's name, carries a hash of its content never changes: it is fetched once. All others are
// asked for, and what came last stands in for them where there is no network. Nothing is answered that is not the site's own.
'use strict';
const CACHE = 'downhill ' + registration.scope;
const FIRST = /*@first@*/[];
const SITE = new Set(/*@site@*/[]); // every file of this version with a hash
const FIXED = /[.-][0-9a-f]{16}[./]/;

self.addEventListener('install', event => {
  self.skipWaiting();
  event.waitUntil(caches.open(CACHE).then(cache => Promise.allSettled(FIRST.map(async path => {
    const url = new URL(path, registration.scope).href;
    if (!(FIXED.test(path) && await cache.match(url))) await cache.add(url);
  }))));
});

self.addEventListener('activate', event => event.waitUntil((async () => {
  await self.clients.claim();
  const cache = await caches.open(CACHE);
  for (const { url } of await cache.keys()) {
    const path = url.slice(registration.scope.length);
    if (FIXED.test(path) && !SITE.has(path)) await cache.delete(url);
  }
})()));

self.addEventListener('message', event => event.waitUntil((async () => {
  const cache = await caches.open(CACHE);
  const brought = Array.isArray(event.data) ? event.data.filter(url => typeof url === 'string' && ours(url)) : [];
  for (const url of new Set(brought.map(address))) if (!await cache.match(url)) await cache.add(url).catch(() => {});
})()));

const ours = url => url.startsWith(registration.scope);
// What stands behind a ? makes no other file of one (?path=…): each is kept once.
const address = url => url.split(/[?#]/)[0];

self.addEventListener('fetch', event => {
  const { request } = event;
  if (request.method === 'GET' && ours(request.url) && !request.headers.has('range')) event.respondWith(answer(event, request));
});

async function answer(event, request) {
  const url = address(request.url), cache = await caches.open(CACHE);
  if (FIXED.test(url.slice(registration.scope.length))) {
    const known = await cache.match(url);
    if (known) return known;
  }
  try {
    const came = await fetch(request);
    if (came.ok && came.type === 'basic') event.waitUntil(cache.put(url, came.clone()).catch(() => {})); // no room: the next visit asks again
    return came;
  } catch (fault) {
    const known = await cache.match(url);
    if (known) return known;
    throw fault;
  }
}
