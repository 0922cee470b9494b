"""python-telegram-bot's broadcast to a Bot API server on this machine: python3 ptb.py CHATS

PEER_API and PEER_TOKEN name the server and the token. Nothing is stored.
"""

import asyncio
import json
import os
import resource
import sys
import time

from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import RetryAfter
from telegram.request import HTTPXRequest

FIRST_CHAT = 1000
AT_ONCE = 30
TEXT = "<b>United States and China</b>\n" + "x" * 1500
KEYBOARD = InlineKeyboardMarkup([[InlineKeyboardButton("United States", callback_data="us")]])


def processor_seconds():
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


async def send(bot, chat):
    while True:
        try:
            return await bot.send_message(chat, TEXT, parse_mode="HTML", reply_markup=KEYBOARD)
        except RetryAfter as error:
            # A number of seconds, or a timedelta in later versions.
            await asyncio.sleep(getattr(error.retry_after, "total_seconds", lambda: error.retry_after)())


async def main(chats):
    bot = Bot(
        token=os.environ.get("PEER_TOKEN", "123:ABC"),
        base_url=os.environ.get("PEER_API", "http://127.0.0.1:18081") + "/bot",
        request=HTTPXRequest(connection_pool_size=2 * AT_ONCE, pool_timeout=600),
    )
    await bot.initialize()
    remaining = iter(range(FIRST_CHAT, FIRST_CHAT + chats))

    async def work():
        for chat in remaining:
            await send(bot, chat)

    begin, before = time.perf_counter(), processor_seconds()
    await asyncio.gather(*(work() for _ in range(AT_ONCE)))
    seconds, processor = time.perf_counter() - begin, processor_seconds() - before
    print(json.dumps({"rate": chats / seconds, "cpu_ms_per_msg": 1000 * processor / chats}))


asyncio.run(main(int(sys.argv[1])))
