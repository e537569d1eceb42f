// Agendas: the stock ones as they stand in the page, and the texts of their steps.

export function stockAgenda(section) {
  const items = [...section.querySelectorAll('li[data-minutes]')];
  return {
    agenda: section.id,
    steps: items.map(({ id, dataset }) => ({ id, minutes: Number(dataset.minutes), about: dataset.about })),
  };
}

export function titleOf(stage, { agenda, title }) {
  return title || heading(stage, agenda)?.textContent || stage.say('own-title');
}

function heading(stage, id) {
  return stage.root.querySelector(`[data-agenda][id="${CSS.escape(id)}"] > h3`);
}

function line(stage, step) {
  return stage.root.querySelector(`[data-agenda] li[id="${CSS.escape(step.id)}"]`);
}

// In the page's language, unless the group wrote it.
export function textOf(stage, step) {
  return step.text || line(stage, step)?.querySelector('b').textContent || stage.say('own-step');
}

// Copies of what stands below a stock step.
export function moreOf(stage, step) {
  const below = [...(line(stage, step)?.children ?? [])].filter((child) => !child.matches('b, .meta'));
  return below.map((child) => child.cloneNode(true));
}
