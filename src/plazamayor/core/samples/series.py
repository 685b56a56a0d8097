"""Series for the sample charts."""

from datetime import date, timedelta

from django.utils.translation import pgettext

from plazamayor.core import charts, formatting

FIRST = date(2026, 10, 23)
LENGTH = 28
NOW = (
    1092, 691, 789, 1239, 1269, 1197, 1131, 1113, 683, 772, 1239, 1212, 1204, 1222,
    1070, 696, 787, 1353, 1274, 2650, 2478, 1100, 750, 742, 1341, 1238, 1170, 1138,
)  # fmt: skip
BEFORE = (
    1083, 733, 746, 1296, 1272, 1189, 1180, 1055, 679, 748, 1308, 1246, 1182, 1184,
    655, 707, 756, 690, 1292, 1228, 1147, 1112, 712, 800, 1315, 1228, 1262, 1129,
)  # fmt: skip
PULSE = tuple(int(figure) for figure in "102110312011210231012110213212")
SPARK = (49, 50, 52, 51, 53, 55, 56, 56, 57, 59, 59, 60)


def period() -> str:
    """The period of the sample, in words."""
    return formatting.period(FIRST, FIRST + timedelta(days=LENGTH - 1))


def _points() -> list[charts.Point]:
    days = [FIRST + timedelta(days=index) for index in range(len(NOW))]
    return [
        charts.Point(
            name=formatting.day(day, year=False, weekday=True),
            label=formatting.day(day, year=False),
            major=day.weekday() == 0,
            value=NOW[index],
            before=BEFORE[index],
            before_name=formatting.day(day - timedelta(days=28), year=False, weekday=True),
        )
        for index, day in enumerate(days)
    ]


def line() -> charts.Line:
    """A month compared with the one before, with what happened in it."""
    return charts.Line(
        id="sample-visits",
        title=pgettext("sample", "Visits a day, from 23 October to 19 November 2026"),
        description=pgettext(
            "sample",
            "Between 690 and 1,330 visits a day, but for 11 and 12 November, with 2,650 and 2,480. Dashed line: the 28 days before.",
        ),
        points=_points(),
        write=formatting.number,
        unit=pgettext("sample", "visits"),
        now_name=period(),
        before_name=pgettext("sample", "the 28 days before"),
        highlight=(19, 20),
        note=pgettext("sample", "Rain warning"),
        note_more=pgettext("sample", "11 and 12 Nov: %(n)s visits") % {"n": formatting.number(5128)},
        annotations=[charts.Annotation(at=13, text=pgettext("sample", "Newsletter no. 14"))],
    )


def crowded() -> charts.Line:
    """A quarter in which more was noted than fits beside the line."""
    notes = (
        (8, pgettext("sample", "New cover of the site")),
        (40, pgettext("sample", "Rain warning")),
        (41, pgettext("sample", "Schools close for a day")),
        (43, pgettext("sample", "Aid for flooded homes opens")),
        (44, pgettext("sample", "The register opens in the afternoon")),
        (46, pgettext("sample", "Newsletter no. 14")),
        (80, pgettext("sample", "Local feast")),
    )
    first = date(2026, 8, 21)
    return charts.Line(
        id="sample-crowded",
        title=pgettext("sample", "A quarter with seven notes"),
        description=pgettext("sample", "Notes that would lie on one another are gathered, and all are in the list."),
        points=[
            charts.Point(
                name=formatting.day(day, year=False),
                label=formatting.day(day, year=False),
                major=day.day == 1,
                value=NOW[index % len(NOW)],
            )
            for index, day in enumerate(first + timedelta(days=number) for number in range(92))
        ],
        write=formatting.number,
        now_name=pgettext("sample", "visits"),
        annotations=[charts.Annotation(at=at, text=text) for at, text in notes],
    )


def gaps() -> charts.Line:
    """A series that was not always measured."""
    values = (12, 14, None, None, 9, None, 11, 12, 13)
    return charts.Line(
        id="sample-gaps",
        title=pgettext("sample", "A series with days that were not measured"),
        description=pgettext("sample", "Three stretches of figures and two gaps, which are not drawn as zero."),
        points=[
            charts.Point(name=str(index + 1), label=str(index + 1), major=index % 2 == 0, value=value) for index, value in enumerate(values)
        ],
        write=formatting.number,
        now_name=pgettext("sample", "visits"),
        height=150,
    )
