// A bot of Telegraf: echo, keyboard, dialogue.

import { createServer } from "node:http";
import { Markup, Telegraf, session } from "telegraf";

const bot = new Telegraf(process.env.BOT_TOKEN, {
  telegram: { apiRoot: process.env.BOT_API_URL },
});
bot.use(session({ defaultSession: () => ({ asked: false }) }));

bot.command("keyboard", (ctx) =>
  ctx.reply("a button", Markup.inlineKeyboard([Markup.button.callback("Press", "pressed")])),
);

bot.action("pressed", async (ctx) => {
  await ctx.answerCbQuery("Thanks");
  await ctx.editMessageText("was pressed");
});

bot.command("dialogue", async (ctx) => {
  ctx.session.asked = true;
  await ctx.reply("Your name?");
});

bot.on("text", async (ctx) => {
  if (!ctx.session.asked) {
    await ctx.reply(ctx.message.text);
    return;
  }
  ctx.session.asked = false;
  const name = ctx.message.text.replace(/[&<>]/g, (found) => `&#${found.charCodeAt(0)};`);
  await ctx.replyWithHTML(`Hello, <b>${name}</b>!`);
});

const port = process.env.WEBHOOK_PORT;
if (port === undefined) {
  bot.launch();
} else {
  // `launch` would make the URL `https`.
  bot.botInfo = await bot.telegram.getMe();
  const handle = bot.webhookCallback("/hook", { secretToken: "interop" });
  createServer(handle).listen(Number(port), "127.0.0.1", async () => {
    await bot.telegram.setWebhook(`http://127.0.0.1:${port}/hook`, { secret_token: "interop" });
  });
}
