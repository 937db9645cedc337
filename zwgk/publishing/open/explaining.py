"""What stands beside the data in a whole export, for whoever opens it years later."""

from __future__ import annotations

EXPLAINED = """政府信息公开平台 整体下载

本压缩包收入{year}年发布、{on}仍对外公开的全部信息，内容与网站页面相同。

publications.jsonl  每行一份公开件（UTF-8，JSON）。字段含义见网站的
                    接口说明，与开放接口、上级平台报送文件相同。
files.csv           附件清单：公开件编号、用途、文件名、字节数、媒体类型、SHA-256 摘要、SM3 摘要、
                    下载地址。附件本身请按地址下载。

日期为北京时间的年月日；digest 是正文版本的 SHA-256 摘要；没有的文字为空，没有的日期为 null。
网站上的信息会更正、修改、废止或撤回。使用前请以永久网址（identifier）上的内容为准；持有副本的，请按变动接口中的注销记录删去已撤回的信息。
使用时请注明来源和取得日期，不得改变原意。
"""
