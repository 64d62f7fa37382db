// The console's own script: it makes a page move and gives it keys. Without it every page is whole.
'use strict';
(() => {
  const body = document.body;
  document.documentElement.classList.add('has-script');

  // Live: one stream for the page that is seen; none for one that is hidden.
  const staleAfterMs = 10_000;
  const pulse = document.querySelector('[data-pulse]');
  const word = document.querySelector('[data-live-word]');
  let source = null, lastId = '', heardAt = Date.now(), paused = false, missed = false;

  const inside = (html) => {
    const holder = document.createElement('template');
    // A template's content may be a bare row; elsewhere the parser would drop it.
    holder.innerHTML = html;
    return holder.content.firstElementChild;
  };

  const put = (key, html) => {
    const old = document.querySelector(`[data-live="${CSS.escape(key)}"]`);
    const now = inside(html);
    if (!old || !now) return;
    const had = old.contains(document.activeElement) ? document.activeElement : null;
    const again = had && had.getAttribute('href');
    old.replaceWith(now);
    if (had) (again && now.querySelector(`a[href="${CSS.escape(again)}"]`) || now.querySelector('a'))?.focus({ preventScroll: true });
  };

  const apply = (change) => {
    if (change.main !== undefined) {
      const main = document.getElementById('main');
      const href = main.contains(document.activeElement) && document.activeElement.getAttribute('href');
      // Whoever is typing is not to lose a letter: it is all sent again afterwards.
      if (main.querySelector('input:focus, textarea:focus, select:focus')) { missed = true; return; }
      main.innerHTML = change.main;
      if (href) main.querySelector(`a[href="${CSS.escape(href)}"]`)?.focus({ preventScroll: true });
    }
    for (const [key, html] of Object.entries(change.blocks)) put(key, html);
    document.dispatchEvent(new CustomEvent('holdfast:change'));
  };

  const close = () => { source?.close(); source = null; };
  const open = () => {
    if (!body.dataset.stream || source || paused || document.hidden) return;
    const url = new URL(body.dataset.stream, location.href);
    if (lastId) url.searchParams.set('last', lastId);
    source = new EventSource(url);
    const heard = (event) => { heardAt = Date.now(); if (event.lastEventId) lastId = event.lastEventId; };
    source.addEventListener('still', heard);
    source.addEventListener('change', (event) => { heard(event); apply(JSON.parse(event.data)); });
    source.addEventListener('gone', () => { close(); location.reload(); });
  };

  const say = () => {
    if (!pulse) return;
    const seconds = Math.floor((Date.now() - heardAt) / 1000);
    const isStale = !paused && !document.hidden && Date.now() - heardAt > staleAfterMs;
    pulse.hidden = false;
    pulse.classList.toggle('paused', paused);
    pulse.classList.toggle('stale', isStale);
    body.classList.toggle('stale', isStale);
    word.textContent = paused ? word.dataset.paused : (isStale ? word.dataset.stale : word.dataset.updated).replace('{0}', `${seconds} s`);
  };

  if (body.dataset.stream) {
    document.addEventListener('visibilitychange', () => { if (document.hidden) close(); else { heardAt = Date.now(); open(); say(); } });
    addEventListener('focusout', () => { if (missed) { missed = false; lastId = ''; close(); open(); } });
    addEventListener('pagehide', close);
    addEventListener('pageshow', open);
    setInterval(say, 1000);
    open();
    say();
  }

  // Keys: none of them changes anything.
  const help = document.getElementById('help');
  let going = 0;
  const isTyping = (target) => target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
  const step = (by) => {
    const links = [...document.querySelectorAll('main [data-row]')].map((row) => row.querySelector('a')).filter(Boolean);
    if (links.length === 0) return;
    const row = document.activeElement.closest?.('[data-row]');
    const at = row ? links.indexOf(row.querySelector('a')) : by > 0 ? -1 : links.length;
    links[Math.min(links.length - 1, Math.max(0, at + by))].focus();
  };

  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Escape' && isTyping(event.target)) { event.target.blur(); return; }
    if (isTyping(event.target) || help.open) return;
    const isGoing = Date.now() - going < 1500;
    going = 0;
    if (isGoing) {
      const link = document.querySelector(`.top [data-go="${CSS.escape(event.key)}"]`);
      if (link) { event.preventDefault(); link.click(); }
      return;
    }
    switch (event.key) {
      case '/': event.preventDefault(); document.getElementById('search').focus(); break;
      case 'g': going = Date.now(); break;
      case 'j': step(1); break;
      case 'k': step(-1); break;
      case '?': help.showModal(); break;
      case ' ':
        if (!body.dataset.stream || /^(BUTTON|SUMMARY)$/.test(event.target.tagName)) return;
        event.preventDefault();
        paused = !paused;
        if (paused) close(); else { heardAt = Date.now(); open(); }
        say();
        break;
    }
  });

  // What is copied is on the page to be read as well.
  document.addEventListener('click', async (event) => {
    const button = event.target.closest?.('[data-copy]');
    if (!button) return;
    event.preventDefault();
    await navigator.clipboard.writeText(button.dataset.copy);
    const before = button.textContent;
    button.textContent = button.dataset.copied;
    setTimeout(() => { button.textContent = before; }, 1500);
  });
})();
