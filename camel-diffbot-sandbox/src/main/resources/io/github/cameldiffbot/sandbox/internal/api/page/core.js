// The parts that all views use. All values are inserted as text, never as HTML.

export const $ = id => document.getElementById(id);

const UNREACHABLE = 'The sandbox does not respond.';
const ASK_MILLIS = 5000;
const whole = new Intl.NumberFormat('en');
let changed = () => {};

/** Sets what runs after an action. */
export function onChange(refresh) {
  changed = refresh;
}

export const number = n => whole.format(n);

/** Calls the admin API. Ids above 2^53 are read from texts only. */
export async function call(path, options) {
  const response = await fetch('/sandbox/' + path, options);
  const body = await response.json();
  if (!response.ok) throw new Error(body.error);
  return body;
}

export function element(tag, text, className, attributes) {
  const e = document.createElement(tag);
  if (text !== undefined && text !== null) e.textContent = text;
  if (className) e.className = className;
  for (const [name, value] of Object.entries(attributes || {})) e.setAttribute(name, value);
  return e;
}

export function showError(message) {
  $('error').hidden = !message;
  $('error').textContent = message || '';
}

/** Shows whether the sandbox responds; other errors stay. */
export function showReachable(reachable) {
  if (!reachable) showError(UNREACHABLE);
  else if ($('error').textContent === UNREACHABLE) showError('');
}

/** Performs an action and announces it; returns whether it succeeded. */
export async function act(path, options, announcement) {
  try {
    await call(path, {method: 'POST', ...options});
    showError('');
    $('done').textContent = announcement || 'Done';
    await changed();
    return true;
  } catch (e) {
    showError(e instanceof TypeError ? UNREACHABLE : e.message);
    return false;
  }
}

/** Lets a button act at its second click within five seconds: there is no way back. */
export function asking(button, action) {
  const label = button.textContent;
  const name = button.getAttribute('aria-label');
  const title = text => {
    button.textContent = text;
    if (name) button.setAttribute('aria-label', text + name.slice(label.length));
  };
  let timer = null;
  const calm = () => {
    clearTimeout(timer);
    timer = null;
    title(label);
    button.classList.remove('asked');
    delete button.dataset.asked;
  };
  return event => {
    event.preventDefault();
    if (timer !== null) {
      calm();
      action();
      return;
    }
    title('Really ' + label.toLowerCase() + '?');
    button.classList.add('asked');
    button.dataset.asked = 'true';
    timer = setTimeout(calm, ASK_MILLIS);
  };
}

/**
 * Makes the children of an element show some items, and keeps those that show the same: focus, open details and
 * questions stay.
 */
export function reconcile(parent, items, key, stamp, build, update) {
  const old = new Map([...parent.children].map(child => [child.dataset.key, child]));
  let place = parent.firstElementChild;
  for (const item of items) {
    const k = String(key(item));
    const s = String(stamp(item));
    const before = old.get(k);
    old.delete(k);
    let child = before;
    if (!before || before.dataset.stamp !== s && !before.querySelector('[data-asked]')) {
      child = build(item);
      child.dataset.key = k;
      child.dataset.stamp = s;
    } else if (update) {
      update(before, item);
    }
    if (before === child) {
      if (place === child) place = child.nextElementSibling;
      else parent.insertBefore(child, place);
    } else if (before) {
      const focus = before.contains(document.activeElement) ? document.activeElement.dataset.action : null;
      if (place === before) place = before.nextElementSibling;
      before.remove();
      parent.insertBefore(child, place);
      if (focus) (child.querySelector('[data-action=' + focus + ']') || child.querySelector('a, button')).focus();
    } else {
      parent.insertBefore(child, place);
    }
  }
  for (const rest of old.values()) rest.remove();
}

/** Shows items, or a line that says why there are none. */
export function list(parent, items, key, stamp, build, none) {
  reconcile(parent, items.length ? items : [null], i => i ? key(i) : 'none', i => i ? stamp(i) : none,
    i => i ? build(i) : element('li', none, 'none'));
}

/** Returns a number of seconds as text, such as 2 d 3 h. */
export function duration(exact) {
  const seconds = Math.ceil(exact);
  const parts = [[86400, 'd'], [3600, 'h'], [60, 'min'], [1, 's']];
  const first = parts.findIndex(([size]) => seconds >= size);
  if (first < 0) return '0 s';
  const [size, unit] = parts[first];
  const rest = first < 3 ? Math.floor(seconds % size / parts[first + 1][0]) : 0;
  return Math.floor(seconds / size) + ' ' + unit + (rest ? ' ' + rest + ' ' + parts[first + 1][1] : '');
}

/** Returns an ISO time as text. */
export const time = iso => iso.slice(0, 19).replace('T', ' ');
