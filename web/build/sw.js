/* Keeps the shell for a visit without a network. It never answers for /api: what is read there is always the server's own word. */
const cacheName = 'shell-__VERSION__'
const shell = ['__SHELL__']

self.addEventListener('install', event => {
  event.waitUntil(
    caches
      .open(cacheName)
      .then(cache => cache.addAll(shell))
      .then(() => self.skipWaiting()),
  )
})

self.addEventListener('activate', event => {
  event.waitUntil(forgetOthers().then(() => self.clients.claim()))
})

self.addEventListener('fetch', event => {
  const { pathname, origin } = new URL(event.request.url)
  if (event.request.method !== 'GET' || origin !== self.location.origin || isServers(pathname)) return
  if (event.request.mode === 'navigate') event.respondWith(fetch(event.request).catch(() => caches.match('/')))
  else if (shell.includes(pathname))
    event.respondWith(caches.match(pathname).then(kept => kept ?? fetch(event.request)))
})

function isServers(pathname) {
  return /^\/(?:api|metrics|healthz|readyz|media)(?:\/|$)/.test(pathname)
}

async function forgetOthers() {
  const names = await caches.keys()
  await Promise.all(
    names.filter(name => name.startsWith('shell-') && name !== cacheName).map(name => caches.delete(name)),
  )
}
