"""A bot of python-telegram-bot: echo, keyboard, dialogue."""

import html
import os

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import (
    Application,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    ConversationHandler,
    MessageHandler,
    filters,
)

API = os.environ["BOT_API_URL"]
TOKEN = os.environ["BOT_TOKEN"]
NAME = 1
TEXT = filters.TEXT & ~filters.COMMAND


async def keyboard(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
    button = InlineKeyboardButton("Press", callback_data="pressed")
    await update.message.reply_text("a button", reply_markup=InlineKeyboardMarkup([[button]]))


async def pressed(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
    await update.callback_query.answer("Thanks")
    await update.callback_query.edit_message_text("was pressed")


async def ask(update: Update, _: ContextTypes.DEFAULT_TYPE) -> int:
    await update.message.reply_text("Your name?")
    return NAME


async def named(update: Update, _: ContextTypes.DEFAULT_TYPE) -> int:
    await update.message.reply_html(f"Hello, <b>{html.escape(update.message.text)}</b>!")
    return ConversationHandler.END


async def echo(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
    await update.message.reply_text(update.message.text)


def main() -> None:
    builder = Application.builder().token(TOKEN)
    bot = builder.base_url(f"{API}/bot").base_file_url(f"{API}/file/bot").build()
    bot.add_handler(CommandHandler("keyboard", keyboard))
    bot.add_handler(CallbackQueryHandler(pressed, pattern="^pressed$"))
    bot.add_handler(
        ConversationHandler(
            entry_points=[CommandHandler("dialogue", ask)],
            states={NAME: [MessageHandler(TEXT, named)]},
            fallbacks=[],
        )
    )
    bot.add_handler(MessageHandler(TEXT, echo))
    port = os.environ.get("WEBHOOK_PORT")
    if port is None:
        bot.run_polling()
    else:
        bot.run_webhook(
            listen="127.0.0.1",
            port=int(port),
            url_path="hook",
            webhook_url=f"http://127.0.0.1:{port}/hook",
            secret_token="interop",
        )


main()
