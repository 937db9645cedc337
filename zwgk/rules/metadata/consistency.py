"""Where the fields of one paper contradict one another (元数据一致性): warnings before publication, not refusals."""

from __future__ import annotations

import re

from zwgk.rules import index_numbers
from zwgk.rules.metadata.result import Metadata


def doubts_about(metadata: Metadata) -> list[str]:
    """Return the contradictions and gaps as Chinese sentences without a stop (S2-03)."""
    doubts = []
    written, published = metadata.date_written, metadata.date_published
    if written and published and published < written:
        doubts.append(f"发布日期{published}早于成文日期{written}")
    # A report on a year is made in the next one: 2019年工作总结 with an index number of 2020 is in order.
    yearly = re.search(r"总结|报告|年报|公报|决算|评价|情况", metadata.title or "")
    years = set() if yearly else {int(year) for year in re.findall(r"(?<![0-9])(20[0-9]{2})年", metadata.title or "")}
    number = re.search(r"〔([0-9]{4})〕", metadata.doc_number or "")
    if number and written and int(number[1]) != written.year:
        doubts.append(f"发文字号的年份{number[1]}与成文日期{written}不一致")
    if metadata.index_no:
        doubts += index_numbers.doubts_about(metadata.index_no, written=written, published=published, title_years=years)
    elif years and published and published.year - max(years) > 1:
        doubts.append(f"标题写{max(years)}年，发布日期却是{published}")
    return doubts
