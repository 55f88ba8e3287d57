"""The control side over HTTP: faults, the log of calls, the clock."""

from __future__ import annotations

from starlette.requests import Request

from bot.preview.botapi.refusals import bad
from bot.preview.people import asks
from bot.preview.people.routes import asked, route
from bot.preview.world.clock import MovableClock
from bot.preview.world.faults import CallLog, Fault, Faults
from bot.preview.world.model import Json
from bot.preview.world.pace import Pace
from bot.preview.world.state import World


def _faults(request: Request) -> Faults:
    faults: Faults = request.app.state.faults
    return faults


def _log(request: Request) -> CallLog:
    log: CallLog = request.app.state.log
    return log


async def add_fault(world: World, request: Request) -> Json:
    """Let something go wrong."""
    ask = await asked(request, asks.FaultAsk)
    _faults(request).add(Fault(**ask.model_dump()))
    return {"waiting": len(_faults(request).waiting)}


async def read_faults(world: World, request: Request) -> list[Json]:
    """List the faults that have not been used up."""
    names = ("kind", "method", "chat_id", "times", "seconds")
    return [{name: getattr(fault, name) for name in names} for fault in _faults(request).waiting]


async def clear_faults(world: World, request: Request) -> Json:
    """Let nothing more go wrong."""
    _faults(request).clear()
    return {"waiting": 0}


async def set_pace(world: World, request: Request) -> Json:
    """Watch Telegram's sending limits from now on."""
    ask = await asked(request, asks.PaceAsk)
    pace: Pace = request.app.state.pace
    pace.set(**ask.model_dump())
    return ask.model_dump()


async def read_calls(world: World, request: Request) -> Json:
    """Show the last calls, and how many there were."""
    log = _log(request)
    after = int(request.query_params.get("after", 0))
    limit = int(request.query_params.get("limit", 1000))
    counts = {"methods": dict(log.methods), "outcomes": dict(log.outcomes)}
    return {"total": log.total, "calls": log.after(after, limit)} | counts


async def clear_calls(world: World, request: Request) -> Json:
    """Start to count calls anew."""
    _log(request).clear()
    return {"total": 0}


async def read_tally(world: World, request: Request) -> dict[str, int]:
    """Tell how many messages the bot has put into each chat, however many are still kept."""
    return {str(chat.id): chat.sent_by_bot for chat in world.chats.values() if chat.sent_by_bot}


async def start_anew(world: World, request: Request) -> Json:
    """Forget everything, as if the server had just been started; the bot gets a new token."""
    request.app.state.start_anew()
    return {"token": request.app.state.world.token}


async def read_clock(world: World, request: Request) -> Json:
    """Tell the time of this server, in Unix seconds."""
    return {"now": world.clock()}


async def move_clock(world: World, request: Request) -> Json:
    """Move the time of this server."""
    ask = await asked(request, asks.ClockAsk)
    if not isinstance(world.clock, MovableClock):
        raise bad("this server's clock cannot be moved")
    start = ask.now.timestamp() if ask.now else world.clock()
    world.clock.move_to(start + ask.forward)
    # Who watches the world is shown its time, too.
    world.ring("world")
    return {"now": world.clock()}


ROUTES = [
    route("/control/faults", add_fault),
    route("/control/faults", read_faults, "GET"),
    route("/control/faults", clear_faults, "DELETE"),
    route("/control/pace", set_pace),
    route("/control/calls", read_calls, "GET"),
    route("/control/calls", clear_calls, "DELETE"),
    route("/control/tally", read_tally, "GET"),
    route("/control/new", start_anew),
    route("/control/clock", read_clock, "GET"),
    route("/control/clock", move_clock),
]
