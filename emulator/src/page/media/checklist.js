// Checklists, whose tasks people may tick.
import { el } from "../core/dom.js";
import { renderText } from "../messages/entities.js";
import { userName } from "../core/names.js";

export function checklist(list, message, actions) {
  const done = list.tasks.filter((task) => task.completion_date).length;
  const canMark = list.others_can_mark_tasks_as_done || message.from?.id === actions.store.me?.id;
  return el("div", { class: "checklist" },
    el("b", { dir: "auto" }, renderText(list.title, list.title_entities, actions)),
    list.tasks.map((task) => row(task, message, canMark, actions)),
    el("small", {}, `${done} of ${list.tasks.length} done`));
}

function row(task, message, canMark, actions) {
  const box = el("input", {
    type: "checkbox",
    checked: Boolean(task.completion_date),
    disabled: !canMark,
    on: { change: () => mark(box.checked) },
  });
  const mark = async (isDone) => {
    await actions.act("mark_checklist_tasks", {
      message_id: message.message_id,
      [isDone ? "done" : "not_done"]: [task.id],
    });
    // The message that comes back says what is so.
    box.checked = Boolean(task.completion_date);
  };
  const by = task.completed_by_user ? userName(task.completed_by_user) : null;
  return el("label", { class: "task" }, box, el("span", { dir: "auto" }, renderText(task.text, task.text_entities, actions)),
    by ? el("small", {}, by) : null);
}
