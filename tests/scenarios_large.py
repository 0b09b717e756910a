"""A game of twelve issues with six options each: two thousand million packages."""

from pathlib import Path

from server.storage.interchange import import_score_sheet

ISSUES, OPTIONS, PARTIES = 12, 6, 6
PACKAGES = OPTIONS**ISSUES


def large_scenario(folder: Path) -> Path:
    """Write the scenario `grand-game` into the folder; where it is."""
    parties = [f"Party {p}" for p in "ABCDEF"[:PARTIES]]
    rows = [",".join(["issue", "option", *parties])]
    for issue in range(ISSUES):
        for option in range(OPTIONS):
            # Every other party wants the other end, each cares most for another issue.
            points = (
                (option if party % 2 else OPTIONS - 1 - option) * (1 + (issue + party) % 3)
                for party in range(PARTIES)
            )
            rows.append(",".join([f"Issue {issue}", f"Option {option}", *map(str, points)]))
    rows.append(",".join(["*", "reservation", *["20"] * PARTIES]))
    sheet = folder / "grand-game.csv"
    sheet.write_text("\n".join(rows) + "\n", encoding="utf-8")
    import_score_sheet(sheet, folder / "grand-game")
    return folder / "grand-game"
