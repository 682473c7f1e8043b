// A bot of grammY: echo, keyboard, dialogue.

import { createServer } from "node:http";
import { Bot, InlineKeyboard, session, webhookCallback } from "grammy";

const bot = new Bot(process.env.BOT_TOKEN, { client: { apiRoot: process.env.BOT_API_URL } });
bot.use(session({ initial: () => ({ asked: false }) }));

bot.command("keyboard", (ctx) =>
  ctx.reply("a button", { reply_markup: new InlineKeyboard().text("Press", "pressed") }),
);

bot.callbackQuery("pressed", async (ctx) => {
  await ctx.answerCallbackQuery("Thanks");
  await ctx.editMessageText("was pressed");
});

bot.command("dialogue", async (ctx) => {
  ctx.session.asked = true;
  await ctx.reply("Your name?");
});

bot.on("message:text", async (ctx) => {
  if (!ctx.session.asked) {
    await ctx.reply(ctx.message.text);
    return;
  }
  ctx.session.asked = false;
  const name = ctx.message.text.replace(/[&<>]/g, (found) => `&#${found.charCodeAt(0)};`);
  await ctx.reply(`Hello, <b>${name}</b>!`, { parse_mode: "HTML" });
});

const port = process.env.WEBHOOK_PORT;
if (port === undefined) {
  bot.start();
} else {
  const handle = webhookCallback(bot, "http", { secretToken: "interop" });
  createServer(handle).listen(Number(port), "127.0.0.1", async () => {
    await bot.api.setWebhook(`http://127.0.0.1:${port}/hook`, { secret_token: "interop" });
  });
}
