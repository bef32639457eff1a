/* Runs before the first paint, so that neither the theme nor the width of the list is seen to change. A file, not inline: the policy allows no inline script. */
try {
  const kept = JSON.parse(localStorage.getItem('winnow.preferences') ?? '{}')
  const root = document.documentElement
  if (kept.theme === 'light' || kept.theme === 'dark') root.dataset.theme = kept.theme
  if (typeof kept.density === 'string') root.dataset.density = kept.density
  if (kept.listWidth >= 320 && kept.listWidth <= 520) root.style.setProperty('--list-width', `${kept.listWidth}px`)
} catch {
  /* Nothing is kept, or storage is closed: the page looks as it does on a first visit. */
}
