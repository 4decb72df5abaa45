"""The rows of the table, and how they are printed."""

from dataclasses import dataclass

HEAD = "| row | here | beside | ratio | limit |\n|---|---|---|---|---|"


@dataclass
class Row:
    """A figure, what it is measured beside, and the ratio that it should not exceed."""

    name: str
    here: object
    beside: object = ""
    # In words, of what `beside` is.
    peer: str = ""
    # Of the ratio, or of the figure itself where nothing is beside it.
    limit: float = None
    # What the limit is, where that is not the number.
    limit_text: str = ""

    def __str__(self):
        ratio = self.here / self.beside if is_number(self.here) and is_number(self.beside) else None
        beside = f"{text(self.beside)} {self.peer}".strip()
        return f"| {self.name} | {text(self.here)} | {beside} | {'' if ratio is None else f'{ratio:.2f}'} | {self.limits(ratio)} |"

    def limits(self, ratio):
        if self.limit is None:
            return self.limit_text
        words = self.limit_text or text(self.limit)
        measured = self.here if self.beside == "" else ratio
        return f"{words}: **exceeded**" if measured is not None and measured > self.limit else words


def failure(name, why):
    """The row of what could not be measured."""
    return f"| {name} | failed: {str(why).replace('|', '/')} | | | |"


def is_number(value):
    return isinstance(value, (int, float))


def text(value):
    if isinstance(value, float):
        return f"{value:.2f}" if value < 100 else f"{value:,.0f}"
    return f"{value:,}" if isinstance(value, int) else str(value)


def cells(printed, name):
    """The cells behind `name` in the row of a Markdown table that begins so."""
    for line in printed.splitlines():
        row = [cell.strip() for cell in line.strip("| ").split("|")]
        if row[: len(name)] == list(name):
            return row[len(name) :]
    raise LookupError(f"no row {' '.join(name)!r} in the table")


def number(cell):
    """The number that a cell begins with."""
    return float(cell.split()[0].replace(",", ""))
