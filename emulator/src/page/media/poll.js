// Polls and quizzes, with the bars of their results once one has voted or they are closed.
import { el } from "../core/dom.js";
import { renderText } from "../messages/entities.js";

/** Draws a poll; `poll.votes` of the control API has the options that each person chose. */
export function poll(poll, message, actions) {
  const me = actions.store.me;
  const mine = poll.votes?.[me?.id] ?? [];
  const isOpen = !poll.is_closed && mine.length === 0;
  const name = poll.type === "quiz" ? "Quiz" : "Poll";
  const many = poll.allows_multiple_answers;
  const chosen = new Set();
  const send = el("button", { type: "button", class: "primary vote", disabled: true, on: { click: () => vote([...chosen]) } }, "Vote");
  function vote(optionIds) {
    actions.act("vote", { message_id: message.message_id, option_ids: optionIds });
  }
  const press = (at, button) => {
    if (!many) return vote([at]);
    if (!chosen.delete(at)) chosen.add(at);
    button.setAttribute("aria-pressed", String(chosen.has(at)));
    send.disabled = chosen.size === 0;
    return undefined;
  };
  const options = poll.options.map((option, at) =>
    (isOpen ? choice(option, at, many, press) : result(poll, option, at, mine.includes(at))));
  return el("div", { class: "poll" },
    el("b", { class: "question", dir: "auto" }, renderText(poll.question, poll.question_entities, actions)),
    el("small", {}, [poll.is_anonymous ? `Anonymous ${name.toLowerCase()}` : name, many && "several answers", poll.is_closed && "closed"]
      .filter(Boolean).join(", ")),
    el("div", { class: "options" }, options),
    isOpen && many ? send : null,
    !isOpen && poll.explanation
      ? el("p", { class: "explanation" }, renderText(poll.explanation, poll.explanation_entities, actions))
      : null,
    el("small", {}, votes(poll.total_voter_count),
      mine.length > 0 && !poll.is_closed && poll.type !== "quiz"
        ? el("button", { type: "button", class: "link", on: { click: () => vote([]) } }, "Take back")
        : null));
}

const votes = (count) => (count === 0 ? "No votes yet" : `${count} vote${count === 1 ? "" : "s"}`);

function choice(option, at, many, press) {
  const button = el("button", {
    type: "button",
    class: ["option", many && "many"],
    "aria-pressed": many ? "false" : null,
    on: { click: () => press(at, button) },
  }, el("i", { "aria-hidden": "true" }), el("span", {}, renderText(option.text, option.text_entities)));
  return button;
}

function result(poll, option, at, isMine) {
  const share = poll.total_voter_count > 0 ? Math.round((100 * option.voter_count) / poll.total_voter_count) : 0;
  const right = poll.correct_option_ids?.includes(at);
  return el("div", { class: ["option", "counted", isMine && "mine", right && "right", isMine && right === false && "wrong"] },
    el("b", {}, `${share}%`),
    el("span", {}, renderText(option.text, option.text_entities), isMine ? " ✓" : ""),
    el("meter", { min: 0, max: 100, value: share, "aria-label": `${share} percent` }));
}
