// The list of jobs, and what a job looks like.
import {$, act, asking, duration, element, number, reconcile} from './core.js';

const GROUPS = {0: 'running', 7: 'running', 9: 'good', 1: 'good', 2: 'good', 3: 'good', 5: 'failed', 10: 'failed'};
const WORDS = {0: 'Starting', 4: 'Waiting', 6: 'Paused', 7: 'Running', 8: 'Maintenance', 11: 'Stopped'};
const UNLIMITED = 100000;
const PAGE = 100;
let limit = PAGE;
let visible = [];

const failures = job => job.pageCrawlAttempts - job.pageCrawlSuccesses + job.pageProcessAttempts - job.pageProcessSuccesses;
const ORDERS = {
  newest: (a, b) => b.id - a.id,
  name: (a, b) => a.job.name.localeCompare(b.job.name),
  status: (a, b) => a.job.jobStatus.status - b.job.jobStatus.status || b.id - a.id,
  objects: (a, b) => b.job.objectsFound - a.job.objectsFound || b.id - a.id,
  failures: (a, b) => failures(b.job) - failures(a.job) || b.id - a.id
};

const group = job => GROUPS[job.jobStatus.status] || 'waiting';
const word = job => WORDS[job.jobStatus.status] || {good: 'Done', failed: 'Failed'}[group(job)] || 'Status';

function message(job, now) {
  return job.jobStatus.status === 4 && job.roundStartTime > now
    ? 'Next crawl round to start in ' + duration(job.roundStartTime - now) : job.jobStatus.message;
}

/** Returns the status as a badge with a text; the colour is never the only sign. */
export function status(job, now) {
  const all = element('span', null, 'status');
  all.append(element('span', word(job), 'badge ' + group(job)), ' ',
    element('small', job.jobStatus.status + ' · ' + message(job, now), 'message'));
  return all;
}

/** Returns the bar of a job: what succeeded, what failed, and what is to do. */
function bar(entry) {
  const job = entry.job;
  const state = group(job);
  const failed = job.pageCrawlAttempts - job.pageCrawlSuccesses;
  const limited = job.maxToCrawl > 0 && job.maxToCrawl < UNLIMITED ? job.maxToCrawl : 0;
  const planned = job.type === 'bulk' ? entry.submitted * (job.roundsCompleted + (state === 'running' ? 1 : 0)) : limited;
  const ended = state !== 'running' && ![6, 8, 11].includes(job.jobStatus.status);
  const total = Math.max(1, job.pageCrawlAttempts, ended ? 0 : planned);
  const outer = element('span', null, 'track ' + state, {role: 'progressbar', 'aria-label': 'Progress of ' + job.name});
  if (state === 'running' && !planned) {
    outer.classList.add('unknown');
    return outer;
  }
  const share = n => 100 * n / total;
  const parts = state === 'failed' ? [['bad', 100]]
    : ended && !job.pageCrawlAttempts ? [['ok', 100]] : [['ok', share(job.pageCrawlSuccesses)], ['bad', share(failed)]];
  for (const [name, width] of parts) {
    const part = element('span', null, name);
    part.style.width = width + '%';
    outer.append(part);
  }
  outer.setAttribute('aria-valuenow', Math.round(state === 'failed' ? 0 : parts.reduce((sum, p) => sum + p[1], 0)));
  outer.setAttribute('aria-valuetext', word(job) + ', ' + number(job.pageCrawlSuccesses) + ' pages, ' + number(failed) + ' failed');
  return outer;
}

function progress(entry) {
  const cell = element('td', null, 'progress');
  const failed = failures(entry.job);
  cell.append(bar(entry), element('small', number(entry.submitted) + (entry.job.type === 'bulk' ? ' URL' : ' seed')
    + (entry.submitted === 1 ? '' : 's')));
  if (failed > 0) cell.append(element('small', number(failed) + ' failed', 'failed'));
  return cell;
}

/** Returns the buttons that control a job. */
export function actions(entry) {
  const job = entry.job;
  const paused = [6, 11].includes(job.jobStatus.status);
  const list = [[paused ? 'resume' : 'pause', paused ? 'Resume' : 'Pause'], ['round', 'New round'], ['restart', 'Restart'], ['delete', 'Delete']];
  const buttons = list.map(([action, label]) => {
    const button = element('button', label, '', {type: 'button', 'data-action': action, 'aria-label': label + ' ' + job.name});
    const run = () => act('jobs/' + entry.id + '/' + action, {}, label + ': ' + job.name);
    button.onclick = action === 'restart' || action === 'delete' ? asking(button, run) : run;
    return button;
  });
  const edit = element('a', 'Edit', 'button', {href: '#job-' + entry.id + '-settings', 'data-action': 'edit', 'aria-label': 'Edit ' + job.name});
  buttons.splice(2, 0, edit);
  return buttons;
}

function linked(entry, text, part, label) {
  const cell = element('td', null, 'number', {'data-label': label});
  cell.append(element('a', text, '', {href: '#job-' + entry.id + '-' + part, 'data-action': part,
    'aria-label': label + ' of ' + entry.job.name + ': ' + text}));
  return cell;
}

function row(entry, now) {
  const job = entry.job;
  const tr = element('tr');
  const name = element('th', null, '', {scope: 'row'});
  name.append(element('a', job.name, '', {href: '#job-' + entry.id, dir: 'auto', 'data-action': 'open'}),
    element('small', job.type + ' · ' + entry.token));
  const state = element('td', null, 'state');
  state.append(status(job, now));
  const controls = element('td', null, 'actions');
  controls.append(...actions(entry));
  tr.append(name, state, progress(entry), element('td', number(job.roundsCompleted), 'number', {'data-label': 'Rounds'}),
    linked(entry, number(job.pageCrawlSuccesses) + ' / ' + number(job.pageCrawlAttempts), 'urls', 'Crawled'),
    element('td', number(job.pageProcessSuccesses) + ' / ' + number(job.pageProcessAttempts), 'number', {'data-label': 'Processed'}),
    linked(entry, number(job.objectsFound), 'records', 'Objects'), controls);
  return tr;
}

function matches(job, wanted) {
  return [job.name, job.type, word(job), job.jobStatus.status + ' ' + job.jobStatus.message].some(t => t.toLowerCase().includes(wanted));
}

/** Shows the jobs; rows without a change stay as they are. */
export function showJobs(jobs, now) {
  const all = [...jobs.values()];
  const wanted = $('filter').value.trim().toLowerCase();
  const found = all.filter(({job}) => !wanted || matches(job, wanted)).sort(ORDERS[$('sort').value]);
  visible = found.slice(0, limit);
  $('no-jobs').hidden = all.length > 0;
  $('jobs').hidden = visible.length === 0;
  $('find').hidden = $('order').hidden = all.length < 2;
  $('found').textContent = all.length < 2 ? ''
    : !found.length ? 'No job matches.' : number(visible.length) + ' of '
      + (wanted && visible.length < found.length ? number(found.length) + ' matches' : number(all.length) + ' jobs');
  $('more').hidden = found.length <= visible.length;
  reconcile($('jobs').tBodies[0], visible, e => e.id, e => e.stamp, e => row(e, now));
}

/** Shows how long the jobs wait for their next rounds. */
export function showWaits(now) {
  visible.forEach((entry, index) => {
    if (entry.job.jobStatus.status !== 4) return;
    const line = $('jobs').tBodies[0].rows[index].querySelector('.message');
    const text = entry.job.jobStatus.status + ' · ' + message(entry.job, now);
    if (line.textContent !== text) line.textContent = text;
  });
}

/** Sets the controls of the list. */
export function prepareJobs(redraw, site) {
  const open = shown => {
    $('create').hidden = !shown;
    $('new-job').setAttribute('aria-expanded', shown);
    if (shown) $('create').elements.name.focus();
  };
  const fill = () => {
    $('create').elements.type.value = 'crawl';
    $('create').elements.urls.value = site();
    if (!$('create').elements.name.value) $('create').elements.name.value = 'demo';
  };
  $('filter').oninput = $('sort').onchange = () => { limit = PAGE; redraw(); };
  $('more').onclick = () => { limit += PAGE; redraw(); };
  $('new-job').onclick = () => open($('create').hidden);
  $('cancel').onclick = () => { open(false); $('new-job').focus(); };
  $('fill').onclick = fill;
  $('first-job').onclick = () => { open(true); fill(); };
  $('create').onsubmit = async event => {
    event.preventDefault();
    const form = [...new FormData($('create'))].filter(([, value]) => value.trim());
    if (await act('jobs', {body: new URLSearchParams(form)}, 'Job submitted')) {
      $('create').reset();
      open(false);
    }
  };
}
