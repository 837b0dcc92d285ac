"""One careful GET: same host, bounded size and time, patient with a busy server. The only user of httpx."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from msgspec import Struct

from claimlint.model.words import Words, both

if TYPE_CHECKING:
    import httpx

_LATER = both("请稍后再试", "try again later")
_STATUS = both("请看该服务的状态页", "look at the service's status page")


class Manners(Struct, frozen=True):
    """How to ask: who is asking, how long to wait, how much to read."""

    mailto: str = ""
    pause: float = 0.0  # least seconds between two requests, whatever a service allows
    timeout: float = 20.0
    total: float = 60.0  # seconds for one answer, however slowly it drips
    max_bytes: int = 5_000_000
    retries: int = 3
    longest_wait: float = 60.0
    redirects: int = 3


class Refused(Exception):  # noqa: N818 - a refusal is an answer, handled where it is asked
    """A request that gave nothing, with a code and what to do."""

    def __init__(self, code: str, message: Words, hint: Words) -> None:
        super().__init__(message)
        self.code, self.message, self.hint = code, message, hint


class Client:
    """Requests one after the other, with the pauses that the services ask for."""

    def __init__(self, manners: Manners, *, sleep: Callable[[float], None] = time.sleep) -> None:
        import httpx

        from claimlint import __version__

        contact = f"; mailto:{manners.mailto}" if manners.mailto else ""
        self._manners, self._sleep = manners, sleep
        self._client = httpx.Client(
            timeout=manners.timeout,
            follow_redirects=False,
            trust_env=False,
            headers={"User-Agent": f"claimlint/{__version__} (bibliographic check{contact})"},
        )

    def close(self) -> None:
        self._client.close()

    def get(self, url: str, pause: float = 0.0) -> bytes | None:
        """The body; None where the service does not know the work; Refused for anything else."""
        for attempt in range(self._manners.retries + 1):
            if wait := max(pause, self._manners.pause):
                self._sleep(wait)
            status, body, after = self._follow(url)
            if status == 200:
                return body
            if status in {404, 410}:
                return None
            if status not in {408, 425, 429, 500, 502, 503, 504}:
                raise Refused("fetch-refused", both(f"回答 {status}", f"answered {status}"), _STATUS)
            if attempt < self._manners.retries:
                self._sleep(min(after if after is not None else 2.0**attempt, self._manners.longest_wait))
        raise Refused(
            "fetch-busy",
            both(f"试了 {attempt + 1} 次，仍回答 {status}", f"still answers {status} after {attempt + 1} tries"),
            both("请稍后再运行 fetch，已取到的会保留", "run fetch again later; what was fetched is kept"),
        )

    def _follow(self, url: str) -> tuple[int, bytes, float | None]:
        host = urlsplit(url).netloc
        for _ in range(self._manners.redirects + 1):
            status, body, after, target = self._once(url)
            if target is None:
                return status, body, after
            url = urljoin(url, target)
            if urlsplit(url).netloc != host:
                raise Refused(
                    "fetch-redirect",
                    both(
                        f"转到了另一台主机（{urlsplit(url).netloc}）",
                        f"redirects to another host ({urlsplit(url).netloc})",
                    ),
                    both("如果主机已搬迁，请在配置里改", "set the host in the configuration if it has moved"),
                )
        raise Refused("fetch-redirect", both("转来转去没有尽头", "redirects in a circle"), _LATER)

    def _once(self, url: str) -> tuple[int, bytes, float | None, str | None]:
        import httpx

        began = time.monotonic()
        try:
            with self._client.stream("GET", url) as answer:
                target = answer.headers.get("location") if answer.is_redirect else None
                body = self._body(answer, began) if answer.status_code == 200 else b""
                return answer.status_code, body, _seconds(answer.headers.get("retry-after")), target
        except httpx.TimeoutException as error:
            waited = f"{self._manners.timeout:g}"
            words = both(f"{waited} 秒内没有回答", f"no answer within {waited} s")
            raise Refused("fetch-slow", words, _LATER) from error
        except httpx.HTTPError as error:
            words = both(f"连接不上：{error}", f"cannot be reached: {error}")
            hint = both("请检查网络和主机名", "check the connection and the host")
            raise Refused("fetch-failed", words, hint) from error

    def _body(self, answer: httpx.Response, began: float) -> bytes:
        parts, size = [], 0
        for part in answer.iter_bytes():
            size += len(part)
            if size > self._manners.max_bytes:
                raise Refused(
                    "fetch-too-large",
                    both(
                        f"的回答超过 {self._manners.max_bytes} 字节",
                        f"the answer is larger than {self._manners.max_bytes} bytes",
                    ),
                    both("这不是书目记录", "this is no bibliographic record"),
                )
            if time.monotonic() - began > self._manners.total:
                most = f"{self._manners.total:g}"
                words = both(f"的回答超过 {most} 秒", f"the answer took longer than {most} s")
                raise Refused("fetch-slow", words, _LATER)
            parts.append(part)
        return b"".join(parts)


def _seconds(value: str | None) -> float | None:
    """Retry-After in seconds or as a date."""
    if not value:
        return None
    try:
        return max(0.0, float(value))
    except ValueError:
        from email.utils import parsedate_to_datetime

        try:
            return max(0.0, parsedate_to_datetime(value).timestamp() - time.time())
        except (ValueError, TypeError):
            return None
