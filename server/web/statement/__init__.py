"""The Joint Statement for readers: as a page, as Markdown, as PDF."""
