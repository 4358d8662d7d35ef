"""The metadata of inputs: text, key presses, ranges."""

import locale
import math
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gan_desktop import load_preset
from gan_desktop.core.config import all_params
from gan_desktop.core.params import Choice, Flag, Number, Numbers, Table, as_tuples, number_text
from gan_desktop.core.registry import Entry, Registry

CONFIG = load_preset("ring8-blog")
NUMBERS = {path: param for path, param in all_params() if isinstance(param, Number)}
RATE = Number(label="Rate", tooltip="", low=1e-7, high=1, factor=1.25)
COUNT = Number(label="Count", tooltip="", low=1, high=100, integer=True)
BATCH = Number(label="Batch", tooltip="", low=1, high=16_384, integer=True, factor=2)
FLAG = Flag(label="Flag", tooltip="")
SIZES = Numbers(label="Sizes", tooltip="", low=1, high=9, integer=True, longest=3)
LIMITS = Numbers(label="Limits", tooltip="", low=-5, high=5, shortest=2, longest=2, least_gap=1)


class TestNumberText:
    @pytest.mark.parametrize(
        ("value", "text"),
        [
            (0.0002, "0.0002"),
            (1e-7, "1e-07"),
            (16_384, "16,384"),
            (16_384.0, "16,384"),
            (-1e4, "-10,000"),
            (2**63 - 1, "9,223,372,036,854,775,807"),
            (0.9999, "0.9999"),
            (1e300, "1e+300"),
            (math.inf, "inf"),
            (-math.inf, "-inf"),
            (math.nan, "nan"),
        ],
    )
    def test_reads_well(self, value: float, text: str) -> None:
        assert number_text(value) == text


class TestNumber:
    def test_says_what_is_allowed(self) -> None:
        assert RATE.allowed() == "a number from 1e-07 to 1"
        assert BATCH.allowed() == "a whole number from 1 to 16,384"
        with pytest.raises(ValueError, match="Count: 101 is not allowed; allowed: a whole number"):
            COUNT.check(101)

    @pytest.mark.parametrize("text", ["0.5", " 0.5 ", "5e-1", ".5", "+0.5"])
    def test_parses_a_point(self, text: str) -> None:
        assert RATE.parse(text) == 0.5

    @pytest.mark.parametrize("text", ["0,5", "1,000", "½", "", "0x1", "nan", "inf", "1e-8", "2"])
    def test_refuses_a_comma_and_all_else(self, text: str) -> None:
        with pytest.raises(ValueError, match=r"Rate: .*allowed: a number from 1e-07 to 1"):
            RATE.parse(text)

    @pytest.mark.parametrize("path", NUMBERS)
    def test_a_press_up_and_one_down_give_the_value_back(self, path: str) -> None:
        param, value = NUMBERS[path], CONFIG.value(path)
        assert param.stepped(value, 0) == value
        assert param.stepped(value, 1) > value or value == param.high
        if param.stepped(value, 1) < param.high:
            assert param.stepped(param.stepped(value, 1), -1) == value
        assert isinstance(param.stepped(value, 1), int) == param.integer

    @pytest.mark.parametrize(
        ("param", "value", "presses"),
        [(RATE, 2e-4, 38), (RATE, 0.001, 30), (RATE, 3e-7, 60), (BATCH, 1, 14), (BATCH, 3, 12)],
    )
    def test_many_presses_up_and_as_many_down_give_the_value_back(
        self, param: Number, value: float, presses: int
    ) -> None:
        for count in range(1, presses + 1):
            moved = value
            for _ in range(count):
                moved = param.stepped(moved, 1)
            for _ in range(count):
                moved = param.stepped(moved, -1)
            assert moved == value, count

    def test_presses_count(self) -> None:
        assert RATE.stepped(2e-4, 1) == 2.5e-4
        assert RATE.stepped(2e-4, -1) == 1.6e-4
        assert RATE.stepped(2e-4, 2) == 3.125e-4
        assert BATCH.stepped(512, 3) == 4096
        assert COUNT.stepped(5, 10) == 15
        beta = NUMBERS["training.beta1_g"]
        assert [beta.stepped(0.5, n) for n in range(-3, 4)] == [
            0.47, 0.48, 0.49, 0.5, 0.51, 0.52, 0.53
        ]  # fmt: skip

    @pytest.mark.parametrize("path", NUMBERS)
    def test_presses_stop_at_the_bounds(self, path: str) -> None:
        param = NUMBERS[path]
        for bound, count in ((param.low, -1), (param.high, 1)):
            assert param.stepped(bound, count) == bound
            assert param.check(param.stepped(CONFIG.value(path), 1000 * count)) is not None
        assert param.stepped(param.low, -1000) == param.low
        assert param.stepped(param.high, 1000) == param.high

    @pytest.mark.parametrize("seed", [10**13 + 1, 2**53 + 1, 2**62, 2**63 - 2])
    def test_presses_are_exact_for_large_whole_numbers(self, seed: int) -> None:
        param = NUMBERS["training.seed"]
        assert param.stepped(seed, 1) == seed + 1
        assert param.stepped(seed, -1) == seed - 1

    @settings(deadline=None, max_examples=100)
    @given(st.sampled_from(list(NUMBERS)), st.integers(-1000, 1000), st.floats(0, 1))
    def test_presses_never_leave_the_range(self, path: str, count: int, where: float) -> None:
        param = NUMBERS[path]
        value = min(max(param.low + where * (param.high - param.low), param.low), param.high)
        moved = param.stepped(int(value) if param.integer else value, count)
        assert param.check(moved) == moved


class TestLocale:
    @pytest.fixture(params=["de_DE.UTF-8", "fr_FR.UTF-8", "C"])
    def _locale(self, request: pytest.FixtureRequest) -> Iterator[None]:
        before = locale.setlocale(locale.LC_ALL)
        try:
            locale.setlocale(locale.LC_ALL, request.param)
        except locale.Error:
            pytest.skip(f"{request.param} is not installed")
        yield
        locale.setlocale(locale.LC_ALL, before)

    @pytest.mark.usefixtures("_locale")
    def test_numbers_are_read_and_written_the_same_everywhere(self) -> None:
        assert RATE.parse("0.001") == 0.001
        assert RATE.text(0.001) == "0.001"
        assert LIMITS.parse("-1.5, 2.5") == (-1.5, 2.5)
        assert LIMITS.text((-1.5, 2.5)) == "-1.5, 2.5"
        assert number_text(16_384.5) == "16384.5"
        assert BATCH.allowed() == "a whole number from 1 to 16,384"
        with pytest.raises(ValueError, match="allowed"):
            RATE.parse("0,001")


class TestOthers:
    def test_flag(self) -> None:
        assert FLAG.parse(" True ") is True
        assert FLAG.parse("false") is False
        assert [FLAG.text(v) for v in (True, False)] == ["true", "false"]
        for text in ("", "yes", "1"):
            with pytest.raises(ValueError, match="true or false"):
                FLAG.parse(text)

    def test_choice(self) -> None:
        registry = Registry("colour")
        registry.add(Entry("red", "Red", "", "nowhere:red"))
        registry.add(Entry("blue", "Blue", "", "nowhere:blue"))
        choice = Choice(label="Colour", tooltip="", registry=registry)
        assert choice.parse(" blue ") == "blue"
        with pytest.raises(ValueError, match="Colour: 'green' is not allowed; allowed: red, blue"):
            choice.parse("green")

    def test_numbers(self) -> None:
        assert SIZES.parse("1,2, 3") == (1, 2, 3)
        assert SIZES.text((1, 2, 3)) == "1, 2, 3"
        assert SIZES.allowed() == "1 to 3 whole numbers from 1 to 9, with commas between"
        assert (
            LIMITS.allowed()
            == "2 numbers from -5 to 5, each larger by 1 or more, with commas between"
        )
        for text in ("", "1,", "1.5", "0", "10", "1,2,3,4", "x"):
            with pytest.raises(ValueError, match=r"Sizes: .*allowed: 1 to 3"):
                SIZES.parse(text)
        for text in ("1", "1, 1", "2, 1", "1, 2, 3", "-6, 0", "nan, 1", "0, inf"):
            with pytest.raises(ValueError, match=r"Limits: .*allowed: 2 numbers"):
                LIMITS.parse(text)

    def test_the_text_of_numbers_is_short_and_exact(self) -> None:
        assert LIMITS.text((-3.0, 3.0)) == "-3, 3"
        exact = (-1.23456789, 1 / 3)
        assert LIMITS.parse(LIMITS.text(exact)) == exact

    def test_table(self) -> None:
        table = Table(label="Rows", tooltip="", example="[[1, 2]]")
        assert table.parse("[[1, 2.5], [3, 4]]") == ((1, 2.5), (3, 4))
        assert table.parse(table.text(((0.1, 1e-7),))) == ((0.1, 1e-7),)
        with pytest.raises(ValueError, match=r"Rows: '\[1' is not allowed; allowed: JSON such as"):
            table.parse("[1")

    def test_as_tuples(self) -> None:
        assert as_tuples([1, [2, (3, [4])], "ab"]) == (1, (2, (3, (4,))), "ab")
        assert as_tuples(5) == 5
