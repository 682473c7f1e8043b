"""A bot of aiogram: echo, keyboard, dialogue."""

import asyncio
import html
import os

from aiogram import Bot, Dispatcher, F
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.filters import Command
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message
from aiogram.webhook.aiohttp_server import SimpleRequestHandler
from aiohttp import web

dispatcher = Dispatcher()


class Dialogue(StatesGroup):
    name = State()


@dispatcher.message(Command("keyboard"))
async def keyboard(message: Message) -> None:
    button = InlineKeyboardButton(text="Press", callback_data="pressed")
    await message.answer("a button", reply_markup=InlineKeyboardMarkup(inline_keyboard=[[button]]))


@dispatcher.callback_query(F.data == "pressed")
async def pressed(query: CallbackQuery) -> None:
    await query.answer("Thanks")
    await query.message.edit_text("was pressed")


@dispatcher.message(Command("dialogue"))
async def ask(message: Message, state: FSMContext) -> None:
    await state.set_state(Dialogue.name)
    await message.answer("Your name?")


@dispatcher.message(Dialogue.name)
async def named(message: Message, state: FSMContext) -> None:
    await state.clear()
    await message.answer(f"Hello, <b>{html.escape(message.text)}</b>!", parse_mode="HTML")


@dispatcher.message(F.text)
async def echo(message: Message) -> None:
    await message.answer(message.text)


async def main() -> None:
    server = TelegramAPIServer.from_base(os.environ["BOT_API_URL"])
    bot = Bot(os.environ["BOT_TOKEN"], session=AiohttpSession(api=server))
    port = os.environ.get("WEBHOOK_PORT")
    if port is None:
        await dispatcher.start_polling(bot)
        return
    app = web.Application()
    SimpleRequestHandler(dispatcher, bot, secret_token="interop").register(app, path="/hook")
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", int(port)).start()
    await bot.set_webhook(f"http://127.0.0.1:{port}/hook", secret_token="interop")
    await asyncio.Event().wait()


asyncio.run(main())
