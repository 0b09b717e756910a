// What is cut, covered or out of reach on a page; tests/browser/sweeping.py asks it.
(phone) => {
  const found = [];
  const [wide, high] = [innerWidth, innerHeight];
  const seen = (e) => { const r = e.getBoundingClientRect();
    return r.width > 0 && r.height > 0 && e.checkVisibility({opacityProperty: true, visibilityProperty: true})
      && !e.closest('.visually-hidden, .scroll-x, .scroll'); };
  const say = (e) => `${e.tagName.toLowerCase()}.${e.className?.baseVal ?? e.className} "${(e.textContent || '').trim().replace(/\s+/g, ' ').slice(0, 40)}"`;
  const over = document.documentElement.scrollWidth - wide;
  if (over > 1) found.push(`sideways by ${over}: ` + [...document.querySelectorAll('body *')]
    .filter((e) => !e.closest('.scroll-x, .visually-hidden') && e.getBoundingClientRect().right > wide + 1).slice(0, 3).map(say).join(' | '));
  for (const e of document.querySelectorAll('button, select, input, a.button, summary')) {
    if (!seen(e)) continue;
    const r = e.getBoundingClientRect();
    if (r.right > wide + 1 || r.left < -1) found.push(`out of the window: ${say(e)}`);
    const style = getComputedStyle(e);
    if (['BUTTON', 'A'].includes(e.tagName) && style.overflowX === 'visible' && style.display !== 'inline'
      && e.scrollWidth > e.clientWidth + 2 && ![...e.children].some((c) => getComputedStyle(c).position === 'absolute'))
      found.push(`words run out of ${say(e)}`);
  }
  for (const row of document.querySelectorAll('.phone-tabs, .panes, .side-tabs, .forum-tabs, .bar, .control, .dialog .acts, .channels')) {
    if (!seen(row)) continue;
    const all = [...row.querySelectorAll('button, a')].filter(seen).map((e) => [e, e.getBoundingClientRect()]);
    for (const [n, [one, a]] of all.entries()) for (const [other, b] of all.slice(n + 1)) {
      const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
      const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
      if (across > 2 && down > 2 && !one.contains(other)) found.push(`${say(one)} lies on ${say(other)}`);
    }
  }
  for (const e of document.querySelectorAll('.code')) {
    const size = parseFloat(getComputedStyle(e).fontSize);
    if (seen(e) && e.getBoundingClientRect().height > 3.2 * size) found.push(`a badge wraps: ${say(e)}`);
  }
  const bars = [...document.querySelectorAll('.shell-table :is(.bar, .banners, .phone-tabs)')].filter(seen)
    .reduce((sum, e) => sum + e.getBoundingClientRect().height, 0);
  const usual = parseFloat(getComputedStyle(document.documentElement).fontSize) <= 16;
  if (wide <= phone && usual && !document.querySelector('.since') && bars > high / 3 + 1)
    found.push(`bars take ${Math.round(bars)} of ${high}`);
  return [...new Set(found)];
}
