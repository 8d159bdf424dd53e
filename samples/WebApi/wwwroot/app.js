// The page of the sample: it follows the links of the API, and shows its problems and what DynamoDB was asked.
const $ = id => document.getElementById(id);
let project = null;
let links = {};
let asked = 0;
let job = null;
let events = null;

const root = () => `/api/${encodeURIComponent($('tenant').value)}`;
const items = () => `${root()}/projects/${encodeURIComponent(project.id)}/items`;

async function call(url, options = {}) {
  const { body, ...rest } = options;
  const response = await fetch(url, body ? { ...rest, headers: { ...rest.headers, 'content-type': 'application/json' }, body: JSON.stringify(body) } : rest);
  showRequests(response.headers.get('X-DynamoDB-Requests'));
  if (!response.ok) {
    throw await response.json();
  }

  const text = await response.text();
  return text ? JSON.parse(text) : null;
}

// What a button or form does: its problem is shown, and nothing of the page is lost.
function doing(action) {
  return async event => {
    event?.preventDefault();
    $('problem').hidden = true;
    try {
      await action(event);
    } catch (problem) {
      showProblem(problem);
    }
  };
}

function showProblem(problem) {
  const code = problem.code ? `${problem.code}: ` : '';
  $('problem').textContent = `${code}${problem.title ?? 'The server cannot be reached.'} ${problem.detail ?? ''}`;
  $('problem').hidden = false;
}

function showRequests(lines) {
  for (const line of lines?.split(',') ?? []) {
    const entry = document.createElement('li');
    entry.textContent = decodeURIComponent(line);
    $('requests').prepend(entry);
  }

  while ($('requests').childElementCount > 40) {
    $('requests').lastElementChild.remove();
  }
}

function say(text) {
  $('status').textContent = text;
}

function button(text, name, action) {
  const made = document.createElement('button');
  made.type = 'button';
  made.textContent = text;
  made.setAttribute('aria-label', name);
  made.addEventListener('click', doing(action));
  return made;
}

async function loadProjects(chosen) {
  const found = [];
  for (let url = `${root()}/projects?size=100`; url;) {
    const page = await call(url);
    found.push(...page.items);
    url = page.links.next;
  }

  $('projects').replaceChildren(...found.map(p => {
    const entry = document.createElement('li');
    const choose = button(p.name, p.name, () => choosing(p));
    choose.dataset.id = p.id;
    entry.append(choose);
    return entry;
  }));
  const next = found.find(p => p.id === chosen) ?? found[0];
  $('work').hidden = !next;
  project = null;
  if (next) {
    await choosing(next);
  }
}

async function choosing(p) {
  project = p;
  forgetJob();
  for (const other of $('projects').querySelectorAll('button')) {
    other.setAttribute('aria-current', String(other.dataset.id === p.id));
  }

  $('items-title').textContent = `Items of ${p.name}`;
  await loadItems(first());
}

function first() {
  const status = document.querySelector('input[name=status]:checked').value;
  return `${items()}?size=8${status ? `&status=${status}` : ''}`;
}

async function loadItems(url) {
  const turn = ++asked;
  const page = await call(url);
  if (turn !== asked) {
    return; // answers may overtake each other: only the last question counts
  }

  links = { ...page.links, self: url };
  $('prev').disabled = !links.prev;
  $('next').disabled = !links.next;
  $('empty').hidden = page.items.length > 0;
  $('items').replaceChildren(...page.items.map(row));
  say(`${page.items.length} items of ${project.name} are shown.`);
}

function row(item) {
  const entry = document.createElement('li');
  entry.classList.toggle('done', item.status === 'Done');
  const done = document.createElement('input');
  done.type = 'checkbox';
  done.checked = item.status === 'Done';
  done.setAttribute('aria-label', `${item.title} is done`);
  done.addEventListener('change', doing(async () => {
    try {
      await change(entry, item, { status: done.checked ? 'Done' : 'Open' }, 'input');
    } catch (problem) {
      done.checked = !done.checked;
      throw problem;
    }
  }));
  const title = document.createElement('span');
  title.className = 'title';
  title.textContent = item.title;
  entry.append(done, title, button('Rename', `Rename ${item.title}`, () => rename(entry, item)), button('Delete', `Delete ${item.title}`, () => remove(item)));
  return entry;
}

// The ETag that was read goes along: what somebody else has changed in the meantime is not overwritten.
async function change(entry, item, body, focus) {
  const changed = await call(`${items()}/${encodeURIComponent(item.id)}`, { method: 'PATCH', headers: { 'if-match': `"${item.version}"` }, body });
  const renewed = row(changed);
  entry.replaceWith(renewed);
  renewed.querySelector(focus)?.focus();
  say(`${changed.title} is ${changed.status === 'Done' ? 'done' : 'open'}.`);
}

function rename(entry, item) {
  const form = document.createElement('form');
  form.className = 'title row';
  const input = document.createElement('input');
  input.value = item.title;
  input.maxLength = 120;
  input.setAttribute('aria-label', `New title of ${item.title}`);
  const save = document.createElement('button');
  save.textContent = 'Save';
  form.append(input, save);
  form.addEventListener('submit', doing(() => change(entry, item, { title: input.value }, 'button')));
  form.addEventListener('keydown', event => {
    if (event.key === 'Escape') {
      const back = row(item);
      entry.replaceWith(back);
      back.querySelector('button').focus();
    }
  });
  entry.querySelector('.title').replaceWith(form);
  input.focus();
  input.select();
}

async function remove(item) {
  await call(`${items()}/${encodeURIComponent(item.id)}`, { method: 'DELETE', headers: { 'if-match': `"${item.version}"` } });
  await loadItems(links.self);
  say(`${item.title} is deleted.`);
  $('items').focus();
}

function watch(state) {
  job = `${root()}/jobs/${state.id}`;
  events?.close();
  events = new EventSource(`${job}/events`);
  events.addEventListener('progress', event => showJob(JSON.parse(event.data)));
  showJob(state);
}

function showJob(state) {
  // Only where the button that had the focus can be pressed no more: who is elsewhere on the page stays there.
  const mustMove = [$('job-start'), $('job-stop'), $('job-resume')].includes(document.activeElement);
  $('job-start').disabled = !state.isOver;
  $('job-stop').disabled = state.isOver;
  $('job-resume').disabled = state.phase !== 'Stopped' && state.phase !== 'Failed';
  $('job-progress').max = Math.max(state.total, 1);
  $('job-progress').value = state.phase === 'Done' ? Math.max(state.total, 1) : state.changed;
  $('job-text').textContent = `${state.phase}: ${state.changed} of ${state.total} items.${state.error ? ` ${state.error}` : ''}`;
  if (state.isOver) {
    events.close();
    say(`The job is over. ${$('job-text').textContent}`);
    if (mustMove) {
      ($('job-resume').disabled ? $('job-start') : $('job-resume')).focus();
    }

    doing(() => loadItems(first()))();
  } else if (mustMove) {
    $('job-stop').focus();
  }
}

function forgetJob() {
  events?.close();
  job = null;
  $('job-start').disabled = false;
  $('job-stop').disabled = $('job-resume').disabled = true;
  $('job-progress').value = 0;
  $('job-text').textContent = 'Not started.';
}

$('tenant').addEventListener('change', doing(() => loadProjects()));
$('filter').addEventListener('change', doing(() => loadItems(first())));
$('prev').addEventListener('click', doing(() => turn('prev', 'next')));
$('next').addEventListener('click', doing(() => turn('next', 'prev')));
$('job-start').addEventListener('click', doing(async () => watch(await call(`${root()}/projects/${encodeURIComponent(project.id)}/jobs`, { method: 'POST' }))));
$('job-stop').addEventListener('click', doing(() => call(`${job}/stop`, { method: 'POST' })));
$('job-resume').addEventListener('click', doing(async () => watch(await call(`${job}/resume`, { method: 'POST' }))));
$('new-project').addEventListener('submit', doing(async () => {
  const made = await call(`${root()}/projects`, { method: 'POST', body: { name: $('project-name').value } });
  $('project-name').value = '';
  await loadProjects(made.id);
  say(`${made.name} is added.`);
}));
$('new-item').addEventListener('submit', doing(async () => {
  const made = await call(items(), { method: 'POST', body: { title: $('item-title').value } });
  $('item-title').value = '';
  await loadItems(first());
  say(`${made.title} is added.`);
}));

// A button that cannot be pressed any more loses the focus: the other one takes it.
async function turn(to, back) {
  await loadItems(links[to]);
  ($(to).disabled ? $(back) : $(to)).focus();
}

doing(() => loadProjects())();
