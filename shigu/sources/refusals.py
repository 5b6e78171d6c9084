"""Why an address is not asked or its answer not taken."""

from __future__ import annotations


class FetchRefused(ValueError):
    """``code`` is stable; the words name the cure."""

    def __init__(self, code: str, zh: str, en: str) -> None:
        super().__init__(en)
        self.code = code
        self.zh = zh
        self.en = en


def no_address(url: str) -> FetchRefused:
    zh = f"{url} 不是网址；要以 http:// 或 https:// 开头，不带用户名"
    return FetchRefused("no_address", zh, f"{url} is no http or https address without a user name")


def not_found(host: str) -> FetchRefused:
    return FetchRefused(
        "not_found", f"找不到主机 {host}；检查网址", f"no host {host}; check the URL"
    )


def private(host: str) -> FetchRefused:
    zh = f"{host} 是内网地址；内网来源须由运维开启 SHIGU_PRIVATE_SOURCES"
    en = f"{host} is a private address; for sources inside, operations set SHIGU_PRIVATE_SOURCES"
    return FetchRefused("private", zh, en)


def robots(url: str) -> FetchRefused:
    zh = f"{url} 的 robots.txt 不允许抓取；请向网站取得许可"
    return FetchRefused("robots", zh, f"robots.txt disallows {url}; ask the site for permission")


def unreachable(url: str, error: Exception) -> FetchRefused:
    zh = f"{url} 无法打开：{error}；稍后再试"
    return FetchRefused("unreachable", zh, f"{url} cannot be opened: {error}; try again later")


def status(url: str, number: int) -> FetchRefused:
    return FetchRefused("status", f"{url} 返回 HTTP {number}", f"{url} answered HTTP {number}")


def too_many_redirects(url: str, most: int) -> FetchRefused:
    zh = f"{url} 跳转超过 {most} 次"
    return FetchRefused("too_many_redirects", zh, f"{url} redirects more than {most} times")


def too_large(url: str, most: int) -> FetchRefused:
    zh = f"{url} 超过 {most:,} 字节"
    return FetchRefused("too_large", zh, f"{url} has more than {most:,} bytes")


def too_slow(url: str, seconds: float) -> FetchRefused:
    zh = f"{url} 在 {seconds:g} 秒内没有传完"
    return FetchRefused("too_slow", zh, f"{url} did not come within {seconds:g} s")


def no_file(name: str) -> FetchRefused:
    return FetchRefused("no_file", f"文件夹中没有 {name}", f"no file {name} in the folder")


def no_page(suffix: str) -> FetchRefused:
    zh = f"{suffix} 不是网页或纯文本；另存为 .html 或 .txt 再带来"
    return FetchRefused("no_page", zh, f"{suffix} is no page; save it as .html or .txt")


def by_hand_instead() -> tuple[str, str]:
    """What to do where the server reaches no site, in both languages."""
    zh = "。服务器连不上外网时，在自己的电脑上打开网页，另存为 HTML 带来，或粘贴正文"
    en = ". Where the server reaches no site, save the page as HTML and bring it, or paste its text"
    return zh, en


def second_off() -> FetchRefused:
    zh = "没有设第二读者；由运维设 SHIGU_SECOND_OPINION_URL 和 SHIGU_SECOND_OPINION_MODEL"
    en = "no second reader; set SHIGU_SECOND_OPINION_URL and SHIGU_SECOND_OPINION_MODEL"
    return FetchRefused("second_off", zh, en)


def second_key() -> FetchRefused:
    zh = "SHIGU_SECOND_OPINION_KEY 只能是不带空白的 ASCII 字符；重新填写"
    en = "SHIGU_SECOND_OPINION_KEY must be ASCII without blanks; write it anew"
    return FetchRefused("second_key", zh, en)


def second_denied(url: str, number: int) -> FetchRefused:
    zh = f"{url} 返回 HTTP {number}：检查 SHIGU_SECOND_OPINION_KEY 与模型名"
    en = f"{url} answered HTTP {number}: check SHIGU_SECOND_OPINION_KEY and the model"
    return FetchRefused("second_denied", zh, en)


def second_shape(url: str) -> FetchRefused:
    zh = f"{url} 的回答不是 chat/completions 的形状；检查网址"
    en = f"the answer of {url} has not the shape of chat/completions; check the address"
    return FetchRefused("second_shape", zh, en)


def second_address() -> FetchRefused:
    zh = "SHIGU_SECOND_OPINION_URL 只写根地址，不带用户名、问号和井号；密钥写在 …_KEY"
    en = "SHIGU_SECOND_OPINION_URL is a base without user name, ? or #; the key goes to …_KEY"
    return FetchRefused("second_address", zh, en)
