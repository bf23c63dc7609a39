// Faults, the state, limits, and credits.
import {$, act, asking, call, element, list, number} from './core.js';

export async function loadFaults() {
  const faults = (await call('faults')).faults;
  $('clear-faults').hidden = !faults.length;
  list($('faults'), faults, f => f.number, f => f.text, f => {
    const li = element('li', null, 'request');
    const remove = element('button', 'Remove', '', {type: 'button', 'aria-label': 'Remove ' + f.text});
    remove.onclick = () => act('faults/' + f.number, {method: 'DELETE'}, 'Fault removed');
    li.append(element('bdi', f.text, 'url'), remove);
    return li;
  }, 'No faults: every request gets its real response. Add one below, or make one of a request.');
}

/** Opens the form of a fault with the path and the job of a request. */
export function prefill(request) {
  const form = $('fault').elements;
  form.path.value = request.path;
  form.method.value = request.method;
  form.job.value = request.params.name || '';
  location.hash = '#faults';
  setTimeout(() => form.effect.focus());
}

export async function loadCredits(accounts) {
  list($('accounts'), accounts, a => a.token, a => a.used + '/' + a.usedThisMonth + '/' + a.creditsPerMonth, a => {
    const li = element('li', null, 'request');
    li.append(element('strong', 'Token ' + a.token), element('span', number(a.usedThisMonth)
      + (a.creditsPerMonth ? ' of ' + number(a.creditsPerMonth) : '') + ' this month'), element('span', number(a.used) + ' in all', 'soft'));
    return li;
  }, 'No credits used yet. A processed page costs one.');
  const ledger = (await call('ledger')).ledger.slice(-500).reverse();
  list($('ledger'), ledger, e => [e.date, e.token, e.type, e.job].join(), e => e.credits, e => {
    const li = element('li', null, 'request');
    li.append(element('time', e.date), element('strong', e.job || e.type), element('span', e.type + ', token ' + e.token, 'soft'),
      element('span', number(e.credits) + (e.credits === 1 ? ' credit' : ' credits')));
    return li;
  }, 'No credits used yet.');
}

const DAY = 86400;

/** Returns a duration of the admin API, such as PT240H or PT1H30M, in days. */
function days(iso) {
  const [, h, m, s] = /^PT(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?$/.exec(iso) || [];
  return (Number(h || 0) * 3600 + Number(m || 0) * 60 + Number(s || 0)) / DAY;
}

/** Shows the limits of the accounts, unless someone edits them. */
export function showPlan(plan) {
  if ($('plan').contains(document.activeElement)) return;
  for (const input of $('plan').querySelectorAll('input')) {
    const value = plan[input.name];
    input.value = input.name.endsWith('Retention') ? days(value) : value;
  }
}

/** Returns the limits in the form of the admin API. */
function limits(form) {
  return [...form].map(([name, value]) => [name, name.endsWith('Retention') ? Math.round(Number(value) * DAY * 1000) + 'ms' : value.trim()]);
}

/** Returns a fault in the form of the admin API. */
function fault(form) {
  const fault = {path: form.get('path')};
  for (const name of ['method', 'job']) if (form.get(name)) fault[name] = form.get(name);
  const effect = form.get('effect');
  const value = form.get('value').trim();
  fault[effect] = ['reset', 'hangUp', 'brokenGzip'].includes(effect) ? true : effect === 'delay' ? value : Number(value);
  if (form.get('times')) fault.times = Number(form.get('times'));
  return fault;
}

/** Sets the controls of faults and the state. */
export function prepareTools() {
  const values = {status: '503', delay: '5s', truncate: '100'};
  const form = $('fault').elements;
  form.effect.onchange = () => {
    form.value.value = values[form.effect.value] || '';
    form.value.disabled = !values[form.effect.value];
  };
  $('fault').onsubmit = event => {
    event.preventDefault();
    form.value.disabled = false;
    const body = JSON.stringify([fault(new FormData($('fault')))]);
    form.value.disabled = !values[form.effect.value];
    act('faults', {body}, 'Fault added');
  };
  $('fault-text').onsubmit = async event => {
    event.preventDefault();
    if (await act('faults', {body: $('fault-text').elements.text.value}, 'Faults added')) $('fault-text').reset();
  };
  $('clear-faults').onclick = asking($('clear-faults'), () => act('faults', {method: 'DELETE'}, 'Faults removed'));
  $('plan').onsubmit = event => {
    event.preventDefault();
    act('plan', {body: new URLSearchParams(limits(new FormData($('plan'))))}, 'Limits saved');
  };
  $('reset').onclick = asking($('reset'), () => act('reset', {}, 'Sandbox reset'));
  const load = asking($('load'), () => act('state', {body: $('import').elements.file.files[0]}, 'State loaded'));
  $('import').onsubmit = load;
}
