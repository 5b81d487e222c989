"""A reader who knows the rules and everything shown, and works out what they can: by trying every number.

Shares no line with the guard: reads what is printed, word for word, and searches by itself.
"""

#: A reader takes no withheld number to be above this; two answers below it are two answers.
MOST = 150


class Reader:
    """Numbers known to lie in a range, and sums that they keep."""

    def __init__(self):
        self.low, self.high, self.sums = {}, {}, []

    def reads(self, name, text, *, least=0):
        """Take in what is printed for a number; `least` is the least that "fewer than 5" may be."""
        if text == "fewer than 5":
            low, high = least, 4
        elif text == "withheld":
            low, high = 5, MOST
        else:
            low = high = int(text.replace(",", ""))
        self.low[name] = max(low, self.low.get(name, 0))
        self.high[name] = min(high, self.high.get(name, MOST * 100))

    def knows(self, terms):
        """Take in that a sum of coefficient times number is nothing."""
        self.sums.append(terms)

    def knows_no_more(self, part, whole):
        """Take in that one number is no more than another."""
        rest = ("rest", part, whole)
        self.low[rest], self.high[rest] = 0, MOST * 100
        self.sums.append({part: 1, rest: 1, whole: -1})

    def answers(self, name, true):
        """False if the number can be nothing but what it is."""
        sides = ((self.low[name], true - 1), (true + 1, self.high[name]))
        return any(
            low <= high and self._possible({**self.low, name: low}, {**self.high, name: high})
            for low, high in sides
        )

    def _possible(self, low, high):
        if not self._narrow(low, high):
            return False
        tight = [name for name in low if low[name] < high[name]]
        if not tight:
            return True
        name = min(tight, key=lambda each: (high[each] - low[each], str(each)))
        middle = (low[name] + high[name]) // 2
        for least, most in ((low[name], middle), (middle + 1, high[name])):
            if self._possible({**low, name: least}, {**high, name: most}):
                return True
        return False

    def _narrow(self, low, high):
        """Shrink every range as far as the sums say; False if one is empty."""
        moved = True
        while moved:
            moved = False
            for terms in self.sums:
                ends = {n: sorted((f * low[n], f * high[n])) for n, f in terms.items()}
                bottom = sum(e[0] for e in ends.values())
                top = sum(e[1] for e in ends.values())
                if bottom > 0 or top < 0:
                    return False
                for name, factor in terms.items():
                    # factor * x lies between -(top of the rest) and -(bottom of the rest)
                    least, most = ends[name][1] - top, ends[name][0] - bottom
                    if factor < 0:
                        least, most = -most, -least
                    size = abs(factor)
                    least, most = -(-least // size), most // size
                    if least > low[name]:
                        low[name], moved = least, True
                    if most < high[name]:
                        high[name], moved = most, True
                    if low[name] > high[name]:
                        return False
        return True
