// Completes keys and values of a plan from its schema. Without it the field is a plain one.
'use strict';
(() => {
  const shownMax = 12;
  let schema = null;

  // A schema is a tree of choices: all that may stand at a place.
  const choices = (node, depth = 0) => {
    if (!node || depth > 8) return [];
    if (node.$ref) return choices(node.$ref.split('/').slice(1).reduce((at, key) => at?.[key], schema), depth + 1);
    const inner = [...(node.anyOf ?? []), ...(node.oneOf ?? [])].flatMap((one) => choices(one, depth + 1));
    return inner.length > 0 ? inner : [node];
  };
  const within = (nodes, key) => nodes.flatMap((node) => key === '-'
    ? choices(node.items)
    // A section that may be a list of them may be one of them as well.
    : [node, ...choices(node.items)].flatMap((one) => choices(one.properties?.[key] ?? (typeof one.additionalProperties === 'object' ? one.additionalProperties : null))));
  const at = (path) => path.reduce(within, choices(schema));

  // Where in the plan a place of the text is: the keys above it, by indent, then those of { and [ on its line.
  const key = /^(\s*(?:-\s+)*)([A-Za-z0-9_.\/"-]+?):(?:\s|$)/;
  const place = (text, end) => {
    const lines = text.slice(0, end).split('\n');
    const line = lines.pop();
    const path = [];
    let indent = line.match(/^\s*/)[0].length;
    if (/^\s*-/.test(line)) path.unshift('-');
    for (let i = lines.length - 1; i >= 0 && indent > 0; i--) {
      const found = key.exec(lines[i]);
      if (!found || !lines[i].trim() || lines[i].trim().startsWith('#')) continue;
      const dash = found[1].includes('-');
      const own = found[1].match(/^\s*/)[0].length;
      if (own >= indent && !(dash && found[1].length < indent + 2 && own < indent)) continue;
      if (dash && found[1].length <= indent) { path.unshift('-'); indent = own; continue; }
      path.unshift(found[2].replaceAll('"', ''));
      if (dash) path.unshift('-');
      indent = own;
    }

    const head = key.exec(line);
    let name = '', word = '', isValue = false;
    const stack = [];
    const rest = line.replace(/^\s*(?:-\s+)*/, '');
    for (const c of rest) {
      if (c === '{' || c === '[') { stack.push(isValue ? 1 : 0); if (isValue) path.push(name); if (c === '[') path.push('-'); name = word = ''; isValue = false; }
      else if (c === '}' || c === ']') { const keys = stack.pop(); if (c === ']') path.pop(); if (keys) path.pop(); word = ''; isValue = true; }
      else if (c === ',') { word = name = ''; isValue = false; }
      else if (c === ':') { name = word.trim().replaceAll('"', ''); word = ''; isValue = true; }
      else word += c;
    }
    return { path, name: isValue ? name : '', word: word.trim(), isValue, isComment: /^\s*#/.test(line), isFlow: stack.length > 0, hasHead: !!head };
  };

  // What services there are is said by the text itself.
  const names = (text) => [...(/^services:\s*\n((?:[ \t]+.*\n|\s*\n|#.*\n)*)/m.exec(text + '\n')?.[1] ?? '').matchAll(/^ {2}([A-Za-z0-9._-]+):/gm)].map((found) => found[1]);

  const offers = (text, end) => {
    const here = place(text, end);
    if (here.isComment) return { word: '', list: [] };
    const nodes = at(here.path);
    let list;
    if (here.isValue) {
      const values = within(nodes, here.name);
      list = values.flatMap((node) => node.enum ?? (node.const !== undefined ? [node.const] : node.type === 'boolean' ? [true, false] : []))
        .map((value) => ({ text: String(value), put: String(value), about: '' }));
      if (here.name === 'service') list = names(text).map((name) => ({ text: name, put: name, about: '' }));
    } else {
      list = nodes.flatMap((node) => [node, ...choices(node.items)]).flatMap((node) => Object.entries(node.properties ?? {}))
        .map(([name, node]) => ({ text: name, put: `${name}: `, about: node.description ?? '' }));
    }
    const seen = new Set();
    const fit = here.word.toLowerCase();
    return { word: here.word, list: list.filter((one) => one.text.toLowerCase().startsWith(fit) && one.text !== here.word && !seen.has(one.text) && seen.add(one.text)).slice(0, shownMax) };
  };

  for (const field of document.querySelectorAll('textarea[data-complete]')) {
    const box = document.createElement('ul');
    box.className = 'offers';
    box.id = `${field.id}-offers`;
    box.setAttribute('role', 'listbox');
    box.setAttribute('aria-label', field.labels[0]?.textContent ?? '');
    box.hidden = true;
    const frame = document.createElement('div');
    frame.className = 'completed';
    field.replaceWith(frame);
    frame.append(field, box);
    field.setAttribute('aria-autocomplete', 'list');
    field.setAttribute('aria-controls', box.id);
    let open = null, chosen = 0;

    const close = () => { open = null; box.hidden = true; field.removeAttribute('aria-activedescendant'); };
    const mark = () => {
      [...box.children].forEach((item, i) => item.setAttribute('aria-selected', String(i === chosen)));
      field.setAttribute('aria-activedescendant', `${box.id}-${chosen}`);
      box.children[chosen]?.scrollIntoView({ block: 'nearest' });
    };
    const put = () => {
      const { list, word } = open;
      const end = field.selectionStart;
      field.setSelectionRange(end - word.length, end);
      // So that it can be undone like what was typed.
      if (!document.execCommand('insertText', false, list[chosen].put)) field.setRangeText(list[chosen].put, end - word.length, end, 'end');
      close();
    };
    const show = (isAsked) => {
      if (!schema || field.selectionStart !== field.selectionEnd) { close(); return; }
      const found = offers(field.value, field.selectionStart);
      if (found.list.length === 0 || (!isAsked && found.word.length === 0)) { close(); return; }
      open = found;
      chosen = 0;
      box.replaceChildren(...found.list.map((one, i) => {
        const item = document.createElement('li');
        const name = document.createElement('b');
        const about = document.createElement('span');
        item.id = `${box.id}-${i}`;
        item.setAttribute('role', 'option');
        name.textContent = one.text;
        about.textContent = one.about;
        item.append(name, about);
        item.addEventListener('mousedown', (event) => { event.preventDefault(); chosen = i; put(); });
        return item;
      }));
      const before = field.value.slice(0, field.selectionStart).split('\n');
      const style = getComputedStyle(field);
      const pen = document.createElement('canvas').getContext('2d');
      pen.font = style.font;
      box.hidden = false;
      box.style.top = `${field.offsetTop + before.length * parseFloat(style.lineHeight) + parseFloat(style.paddingTop) - field.scrollTop + 2}px`;
      box.style.left = `${Math.max(0, Math.min(field.clientWidth - box.offsetWidth, pen.measureText(before.at(-1)).width + parseFloat(style.paddingLeft) - field.scrollLeft))}px`;
      mark();
    };

    field.addEventListener('focus', async () => { schema ??= await fetch(field.dataset.complete).then((answer) => answer.ok ? answer.json() : null).catch(() => null); });
    field.addEventListener('input', (event) => { if (event.inputType?.startsWith('insert') && event.data !== '\n') show(false); else close(); });
    field.addEventListener('blur', close);
    field.addEventListener('scroll', close);
    field.addEventListener('keydown', (event) => {
      if (event.key === ' ' && event.ctrlKey) { event.preventDefault(); show(true); return; }
      if (!open) return;
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step) { event.preventDefault(); chosen = (chosen + step + open.list.length) % open.list.length; mark(); }
      else if (event.key === 'Enter' || event.key === 'Tab') { event.preventDefault(); put(); }
      else if (event.key === 'Escape') { event.preventDefault(); event.stopPropagation(); close(); }
      else if (event.key === 'ArrowLeft' || event.key === 'ArrowRight') close();
    });
  }
})();
