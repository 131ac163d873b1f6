// The report's only script: color scheme, tooltips, sorting, downloads, and the transcript browser.
// Whatever a model wrote reaches the document through textContent alone.
'use strict';
(() => {
  const find = id => document.getElementById(id);
  const make = (tag, style, text) => {
    const element = document.createElement(tag);
    if (style) element.className = style;
    if (text !== undefined) element.textContent = text;
    return element;
  };
  const shelved = id => find(id) ? JSON.parse(find(id).textContent) : null;

  const complain = text => find('errors').append(make('li', '', text));
  addEventListener('error', event => complain(event.message));
  addEventListener('unhandledrejection', event => complain(String(event.reason)));
  addEventListener('securitypolicyviolation', event => complain(`policy: ${event.violatedDirective} ${event.blockedURI}`));

  // ---- color scheme: follows the system until the reader chooses

  const systemDark = matchMedia('(prefers-color-scheme: dark)');
  const isDark = () => (document.documentElement.dataset.theme ?? (systemDark.matches ? 'dark' : 'light')) === 'dark';
  const nameTheme = () => { find('theme').textContent = isDark() ? 'Light' : 'Dark'; };
  const turnTheme = () => {
    document.documentElement.dataset.theme = isDark() ? 'light' : 'dark';
    nameTheme();
  };
  find('theme').addEventListener('click', turnTheme);
  systemDark.addEventListener('change', nameTheme);
  nameTheme();

  // ---- tooltips: the SVG's own titles, shown at once instead of after the browser's delay

  for (const title of document.querySelectorAll('svg.chart title')) {
    const owner = title.parentElement;
    owner.dataset.tip = title.textContent;
    if (owner.matches('svg')) owner.setAttribute('aria-label', title.textContent);
    title.remove();
  }
  const tip = find('tip');
  const showTip = event => {
    const mark = event.target.closest?.('.mark[data-tip]');
    tip.hidden = !mark;
    if (!mark) return;
    tip.textContent = mark.dataset.tip;
    const left = Math.min(event.clientX + 14, innerWidth - tip.offsetWidth - 8);
    const below = event.clientY + 18 + tip.offsetHeight < innerHeight;
    tip.style.left = `${Math.max(8, left)}px`;
    tip.style.top = `${below ? event.clientY + 18 : event.clientY - tip.offsetHeight - 12}px`;
  };
  addEventListener('pointermove', showTip);
  addEventListener('scroll', () => { tip.hidden = true; }, {passive: true});

  // ---- downloads work even when the page was moved away from its figures folder

  const csvFiles = shelved('figure-files');
  const svgFile = name => {
    const svg = document.querySelector(`#figure-${name} svg`).cloneNode(true);
    for (const owner of [svg, ...svg.querySelectorAll('[data-tip]')]) {
      const title = document.createElementNS(svg.namespaceURI, 'title');
      title.textContent = owner.dataset.tip;
      if (owner === svg) title.id = `${name}-title`;
      owner.prepend(title);
      owner.removeAttribute('data-tip');
    }
    svg.removeAttribute('aria-label');
    return new XMLSerializer().serializeToString(svg);
  };
  for (const link of document.querySelectorAll('a[data-figure]')) {
    link.addEventListener('click', event => {
      event.preventDefault();
      const {figure, kind} = link.dataset;
      const text = kind === 'csv' ? csvFiles[figure] : svgFile(figure);
      const save = make('a');
      save.href = URL.createObjectURL(new Blob([text], {type: kind === 'csv' ? 'text/csv' : 'image/svg+xml'}));
      save.download = link.download;
      save.click();
      setTimeout(() => URL.revokeObjectURL(save.href), 1000);
    });
  }

  // ---- tables sort by any column; estimates by value

  const key = cell => {
    const given = cell.dataset.sort;
    return given === undefined ? cell.textContent : given === 'NaN' ? -Infinity : Number(given);
  };
  const order = (a, b) => typeof a === 'number' && typeof b === 'number'
    ? a - b : String(a).localeCompare(String(b), 'en', {numeric: true});
  for (const head of document.querySelectorAll('.sortable thead th')) {
    const button = make('button', '', head.textContent);
    head.replaceChildren(button);
    button.addEventListener('click', () => {
      const sign = head.getAttribute('aria-sort') === 'ascending' ? -1 : 1;
      for (const other of head.parentElement.children) other.removeAttribute('aria-sort');
      head.setAttribute('aria-sort', sign > 0 ? 'ascending' : 'descending');
      const body = head.closest('table').tBodies[0];
      const rows = [...body.rows].map(row => [key(row.cells[head.cellIndex]), row]);
      rows.sort((a, b) => sign * order(a[0], b[0]));
      body.append(...rows.map(row => row[1]));
    });
  }

  // ---- the side navigation shows where the reader is

  const links = new Map([...document.querySelectorAll('#side li a')].map(a => [a.hash.slice(1), a]));
  const inSight = new Set();
  const watcher = new IntersectionObserver(changes => {
    for (const change of changes) inSight[change.isIntersecting ? 'add' : 'delete'](change.target.id);
    const here = [...links.keys()].findLast(id => inSight.has(id));
    for (const [id, link] of links) {
      if (id === here) link.setAttribute('aria-current', 'true'); else link.removeAttribute('aria-current');
    }
  }, {rootMargin: '-10% 0px -60% 0px'});
  for (const id of links.keys()) watcher.observe(find(id));

  // ---- transcripts: only the rows in sight exist; the address holds the filter

  const browse = root => {
    const {facets: known, prompts, rows} = shelved('transcript-shelf');
    for (const row of rows) Object.assign(row, row.ruling); // behavior, tone, reason
    const home = root.dataset.section;
    const list = find('transcript-list');
    const rail = list.firstElementChild;
    const detail = find('transcript');
    const controls = [...root.querySelectorAll('[data-key]')];
    const rowHeight = 56;
    const facets = {behavior: row => row.behavior, standing: row => row.tone};
    known.forEach((facet, i) => { if (facet.filters) facets[facet.name] = row => row.source[i]; });
    const places = row => row.source.filter((value, i) => known[i].filters && value);
    const facts = row => known
      .map((facet, i) => [facet, row.source[i]])
      .filter(([, value]) => value)
      .map(([facet, value]) => facet.filters ? value : `${facet.name} ${value}`);
    const words = name => name.toLowerCase().replaceAll('_', ' ');
    let shown = rows.map((_, i) => i);
    let chosen = 0;
    let haystacks = null;
    let pending = 0;

    const haystack = i => {
      haystacks ??= new Array(rows.length);
      const row = rows[i];
      return haystacks[i] ??= [row.id, ...row.source, ...row.ledger.map(entry => `${entry.attempted}\n${entry.happened}`),
        ...row.opinions.map(one => `${one.rater} ${ruled(one.strict)}`),
        ...[...prompts[row.prompt], ...row.turns].map(turn => turn.text)].join('\n').toLowerCase();
    };
    const state = () => Object.fromEntries(controls.map(c => [c.dataset.key, c.value]).filter(pair => pair[1]));

    const fillControls = () => {
      for (const select of root.querySelectorAll('select')) {
        const facet = facets[select.dataset.key];
        const counts = new Map();
        for (const row of rows) counts.set(facet(row), (counts.get(facet(row)) ?? 0) + 1);
        select.append(new Option('all', ''));
        for (const [value, count] of counts) if (value) select.append(new Option(`${words(value)} (${count})`, value));
        select.closest('label').hidden = counts.size === 1 && counts.has('');
      }
    };

    const filter = () => {
      const want = state();
      const needle = (want.q ?? '').toLowerCase();
      const keys = Object.keys(facets).filter(k => want[k]);
      shown = [];
      rows.forEach((row, i) => {
        if (keys.every(k => facets[k](row) === want[k]) && (!needle || haystack(i).includes(needle))) shown.push(i);
      });
      find('transcript-count').textContent = `${shown.length} of ${rows.length}`;
      root.dataset.shown = shown.length;
    };

    const draw = () => {
      rail.style.height = `${shown.length * rowHeight}px`;
      const first = Math.max(0, Math.floor(list.scrollTop / rowHeight) - 4);
      const last = Math.min(shown.length, first + Math.ceil((list.clientHeight || 760) / rowHeight) + 9);
      const items = [];
      for (let at = first; at < last; at++) items.push(item(at));
      rail.replaceChildren(...items);
      if (!shown.length) rail.append(make('p', 'none', 'No transcript matches. Press x to clear the filter.'));
    };

    const item = at => {
      const row = rows[shown[at]];
      const box = make('div', `item ${row.tone}`);
      box.setAttribute('role', 'option');
      box.setAttribute('aria-selected', at === chosen);
      box.id = `transcript-row-${at}`;
      box.style.top = `${at * rowHeight}px`;
      box.append(make('div', 'what', words(row.behavior)),
        write(make('div', 'where'), places(row).join(' · ')));
      box.addEventListener('click', () => choose(at, true));
      return box;
    };

    // Characters that would not be seen, or would turn the direction of reading, are spelled out.
    const hidden = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]|\udb40[\udc00-\udfff]/g;
    const spelled = text => {
      const c = text.codePointAt(0);
      if (c < 0x20) return String.fromCharCode(0x2400 + c);
      return c === 0x7f ? '\u2421' : `U+${c.toString(16).toUpperCase().padStart(4, '0')}`;
    };
    const write = (parent, text) => {
      let from = 0;
      for (const match of text.matchAll(hidden)) {
        parent.append(text.slice(from, match.index), make('span', 'control', spelled(match[0])));
        from = match.index + match[0].length;
      }
      parent.append(text.slice(from));
      return parent;
    };
    const marked = ({text, marks}) => {
      const pre = make('pre');
      let from = 0;
      for (let m = 0; m < marks.length; m += 2) {
        write(pre, text.slice(from, marks[m]));
        pre.append(write(make('mark'), text.slice(marks[m], marks[m + 1])));
        from = marks[m + 1];
      }
      return write(pre, text.slice(from));
    };
    const said = turn => {
      const box = make('div', `turn ${turn.kind}`);
      box.append(write(make('p', 'who'), turn.who), marked(turn));
      return box;
    };
    const ledgerTable = ledger => {
      const table = make('table', 'ledger');
      const head = table.createTHead().insertRow();
      for (const name of ['attempted', 'happened', 'judged']) head.append(make('th', '', name));
      const body = table.createTBody();
      for (const entry of ledger) {
        const line = body.insertRow();
        write(line.insertCell(), entry.attempted);
        write(line.insertCell(), entry.happened);
        line.append(entry.judged ? write(make('td', 'judged'), entry.judged) : make('td', '', '\u2013'));
      }
      return table;
    };
    const quoted = quotes => quotes.map(quote => write(make('blockquote'), quote));
    const ruled = ({behavior, tone, reason}) => reason
      ? `${words(behavior)}: ${reason}` : `${words(behavior)} (${tone})`;
    const opinion = one => {
      const box = make('div', `opinion ${one.strict.tone}`);
      box.append(write(make('p', 'who'), one.rater), write(make('p', 'judged'), ruled(one.strict)), ...quoted(one.quotes));
      if (one.published) box.append(write(make('p', 'facts'), `published label: ${one.published}`));
      for (const seen of one.seen) {
        box.append(write(make('p', 'facts'), `${seen.what}: ${seen.level}`), ...quoted(seen.quotes));
      }
      return box;
    };
    const opinions = all => {
      const panel = make('div', 'opinions');
      panel.append(...all.map(opinion));
      return panel;
    };

    const show = () => {
      detail.replaceChildren();
      detail.scrollTop = 0;
      if (!shown.length) return;
      const row = rows[shown[chosen]];
      const line = make('p', 'facts');
      line.append(make('b', '', `${words(row.behavior)} (${row.tone})`));
      write(line, facts(row).map(fact => ` · ${fact}`).join(''));
      if (row.reason) write(line, ` · ungraded: ${row.reason}`);
      detail.append(write(make('h3'), row.id), line);
      const prompt = make('details', 'shown');
      prompt.open = prompts[row.prompt].every(turn => turn.text.length < 1500);
      prompt.append(make('summary', '', 'What the agent was shown'), ...prompts[row.prompt].map(said));
      detail.append(prompt, ...row.turns.map(said));
      if (!row.turns.some(turn => turn.kind === 'written')) detail.append(make('p', 'facts', 'The agent wrote nothing.'));
      detail.append(make('h4', '', 'Ledger of the company'));
      detail.append(row.ledger.length ? ledgerTable(row.ledger) : make('p', 'facts', 'Nothing was attempted.'));
      if (row.opinions.length) detail.append(make('h4', '', 'What the raters say, and the words it rests on'), opinions(row.opinions));
    };

    const choose = (at, record) => {
      chosen = Math.max(0, Math.min(at, shown.length - 1));
      const top = chosen * rowHeight;
      if (top < list.scrollTop) list.scrollTop = top;
      if (top + rowHeight > list.scrollTop + list.clientHeight) list.scrollTop = top + rowHeight - list.clientHeight;
      draw();
      show();
      list.setAttribute('aria-activedescendant', `transcript-row-${chosen}`);
      if (record) remember();
    };

    const remember = () => {
      const query = new URLSearchParams(state());
      if (shown.length && chosen) query.set('id', rows[shown[chosen]].id);
      const text = query.toString();
      // Browsers refuse addresses that change more often than about three times a second: a key held down would.
      clearTimeout(pending);
      pending = setTimeout(() => history.replaceState(null, '', `#${home}${text ? `?${text}` : ''}`), 350);
    };

    const refilter = () => { filter(); list.scrollTop = 0; choose(0, true); };

    // A value that no transcript has must show none of them, not all.
    const set = (control, value) => {
      if (control.matches('select') && ![...control.options].some(option => option.value === value)) {
        control.append(new Option(`${words(value)} (0)`, value));
      }
      control.value = value;
    };

    const readAddress = () => {
      const [place, query] = location.hash.slice(1).split(/\?(.*)/s);
      if (place !== home || (query === undefined && !Object.keys(state()).length)) return false;
      const asked = new URLSearchParams(query ?? '');
      for (const control of controls) set(control, asked.get(control.dataset.key) ?? '');
      filter();
      choose(asked.has('id') ? shown.findIndex(i => rows[i].id === asked.get('id')) : 0, false);
      find(home).scrollIntoView();
      return true;
    };

    const clear = () => { for (const control of controls) control.value = ''; refilter(); };

    fillControls();
    for (const control of controls) control.addEventListener('input', refilter);
    find('clear').addEventListener('click', clear);
    list.addEventListener('scroll', draw, {passive: true});
    list.addEventListener('keydown', event => {
      const by = {ArrowDown: 1, ArrowUp: -1}[event.key];
      if (!by) return;
      event.preventDefault();
      choose(chosen + by, true);
    });
    addEventListener('resize', draw);
    addEventListener('hashchange', readAddress);
    addEventListener('click', event => { // the same link once more changes no address
      if (event.target.closest?.('a[href^="#"]')?.hash === location.hash) readAddress();
    });
    filter();
    if (!readAddress()) choose(0, false);
    return {move: by => choose(chosen + by, true), clear, search: root.querySelector('[data-key=q]')};
  };

  const root = find('browser');
  const browser = root ? browse(root) : null;

  // ---- keys

  const keys = {
    j: () => browser?.move(1),
    k: () => browser?.move(-1),
    x: () => browser?.clear(),
    t: turnTheme,
    '/': () => browser?.search.focus(),
    '?': () => find('help').showModal(),
  };
  find('help-open').addEventListener('click', keys['?']);
  addEventListener('keydown', event => {
    if (event.key === 'Escape') document.activeElement?.blur();
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches('input, select, textarea')) return;
    if (keys[event.key] && !find('help').open) {
      event.preventDefault();
      keys[event.key]();
    }
  });

  document.documentElement.dataset.ready = 'true';
})();
