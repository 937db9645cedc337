"""The staff's addresses, and which duties open them."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import URLPattern, path, re_path

from zwgk.office import (
    account,
    channels,
    deliveries,
    diary,
    files,
    filters,
    gazette,
    inbox,
    later,
    publications,
    searching,
    second,
)
from zwgk.office.access import CONTENT, View, charged
from zwgk.office.catalogue import editions, matters, publicity, topics
from zwgk.office.configuring import chains, columns, following, people, rules, unit_import, watching
from zwgk.office.configuring.rule_paths import RULES
from zwgk.office.documents import (
    covering,
    editor,
    errata,
    leaving,
    lists,
    many,
    paper_way,
    paths,
    reading,
    redaction,
    reviewing,
    sending,
    small_acts,
    starting,
    versions,
)
from zwgk.office.handover import pages as handover
from zwgk.office.migrated import findings
from zwgk.office.mywork import pages as mywork
from zwgk.office.organs.paths import ORGANS
from zwgk.office.requests.urls import REQUESTS
from zwgk.office.standins import pages as standins
from zwgk.office.validity import cleanups, papers
from zwgk.office.withheld.paths import WITHHELD
from zwgk.rules.duties import Duty

app_name = "office"


def content(address: str, view: View, name: str) -> URLPattern:
    """A page for those who have to do with content."""
    return path(address, charged(*CONTENT)(view), name=name)


def of(duties: Iterable[Duty], address: str, view: View, name: str) -> URLPattern:
    """A page for those who have one of the duties."""
    return path(address, charged(*duties)(view), name=name)


_SITE = (Duty.SYSTEM_ADMIN, Duty.DISCLOSURE_OFFICE)
_ACCOUNTS = (Duty.SYSTEM_ADMIN, Duty.SECURITY_ADMIN)
_UNITS = (Duty.SYSTEM_ADMIN, Duty.SECURITY_ADMIN, Duty.DISCLOSURE_OFFICE, Duty.INFORMANT)
_COLUMNS = (Duty.DISCLOSURE_OFFICE, Duty.PUBLISHER)
_STANDING = (Duty.SECRECY, Duty.LEADER, Duty.DISCLOSURE_OFFICE)
_D = "documents/<str:number>/"

urlpatterns = [
    path("", inbox.index, name="inbox"),
    path("mine/", mywork.page, name="work"),
    path("mine/done/", mywork.done, name="work_done"),
    path("mine/elsewhere/", mywork.elsewhere, name="work_elsewhere"),
    path("messages/", inbox.messages, name="messages"),
    content("inbox.ics", diary.calendar, "diary"),
    content("inbox/pass-on/", inbox.pass_on, "pass_on"),
    path("search/", charged(*CONTENT)(searching.page), name="search"),
    # account
    path("account/sign-in/", account.sign_in, name="sign_in"),
    path("account/sign-out/", account.sign_out, name="sign_out"),
    path("account/code/", account.code, name="second_code"),
    path("account/second/", second.factor, name="second_factor"),
    path("account/password/", account.password, name="password"),
    path("account/posts/", account.posts, name="posts"),
    path("account/me/", account.me, name="me"),
    path("account/stand-ins/", standins.page, name="stand_ins"),
    path("account/filters/", filters.page, name="filters"),
    path("account/alive/", account.alive, name="alive"),
    # hand-overs
    content("handover/", handover.index, "handovers"),
    content("handover/<int:pk>/", handover.page, "handover"),
    content("handover/<int:pk>/list.<str:form>", handover.printed, "handover_list"),
    # documents
    content("documents/", lists.index, "documents"),
    content("documents/today/", lists.today, "today"),
    *paths.BOOKS,
    *WITHHELD,
    content("documents/new/", starting.new, "new"),
    content("documents/many/", many.start, "many"),
    content("documents/many/<int:pk>/", many.page, "batch"),
    content(_D, reading.page, "document"),
    *paths.PAPERS,
    content(f"{_D}sign/", reading.sign, "sign"),
    content(f"{_D}return/", reading.send_back, "return"),
    content(f"{_D}check/", reading.check, "check"),
    path(
        f"{_D}findings/<int:pk>/<str:act>/",
        charged(*CONTENT)(reading.finding),
        name="finding",
    ),
    content(f"{_D}edit/", editor.edit, "edit"),
    content(f"{_D}autosave/", editor.autosave, "autosave"),
    content(f"{_D}picture/", editor.picture, "picture"),
    content(f"{_D}attachments/", editor.attach, "attach"),
    content(f"{_D}attachments/<int:pk>/<str:act>/", editor.attachment, "attachment"),
    content(f"{_D}links/", editor.link, "link"),
    content(f"{_D}joint/", editor.joint, "joint"),
    content(f"{_D}forget-import/", editor.forget_import, "forget_import"),
    content(f"{_D}attribute/", sending.attribute, "attribute"),
    content(f"{_D}send/", sending.send, "send"),
    content(f"{_D}versions/", versions.versions, "versions"),
    content(f"{_D}story/", versions.story, "story"),
    content(f"{_D}paper/", paper_way.page, "paper"),
    content(f"{_D}paper/print/", paper_way.print_sheet, "print_sheet"),
    content(f"{_D}paper/scan/", paper_way.scan, "scan"),
    content(f"{_D}paper/enter/", paper_way.enter, "enter_paper"),
    content(f"{_D}paper/confirm/<int:pk>/", paper_way.confirm, "confirm_paper"),
    content(f"{_D}paper/<str:code>/slip.pdf", paper_way.slip, "slip"),
    content("paper/<str:code>/", paper_way.by_code, "by_code"),
    content(f"{_D}reviews/", reviewing.page, "reviews"),
    content(f"{_D}reviews/<str:code>/", reviewing.record, "record_review"),
    content(f"{_D}number/", leaving.numbering, "number"),
    content(f"{_D}official.<str:form>", leaving.official, "official"),
    content(f"{_D}release/", leaving.release, "release"),
    content(f"{_D}errata/", errata.page, "errata"),
    content(f"{_D}take-down/", leaving.take_down, "document_take_down"),
    content(f"{_D}defer/", small_acts.defer, "defer"),
    content(f"{_D}do/<str:act>/", small_acts.small, "small_act"),
    content(f"{_D}redact/", redaction.page, "redact"),
    content(f"{_D}redact/mark/", redaction.mark, "mark"),
    content(f"{_D}redact/unmark/<int:pk>/", redaction.unmark, "unmark"),
    content(f"{_D}redact/find/", covering.find, "redact_find"),
    content(f"{_D}redact/everywhere/", covering.everywhere, "redact_everywhere"),
    content(f"{_D}redact/files/<int:pk>/", covering.part, "redact_file"),
    content(f"{_D}redact/files/<int:pk>/read/", covering.read_pages, "redact_read"),
    content(f"{_D}redact/files/<int:pk>/page-<int:page>.png", covering.picture, "redact_page"),
    content(f"{_D}redact/uncover/<int:pk>/", covering.uncover, "uncover"),
    content(f"{_D}redact/make/", redaction.make, "make_copy"),
    content(f"{_D}redact/read/<int:pk>/", redaction.read, "read_copy"),
    # publications
    content("publications/", publications.index, "publications"),
    content("publications/<int:number>/", publications.page, "publication"),
    content("publications/<int:number>/take-down/", publications.take_down, "take_down"),
    content("publications/<int:number>/gone/", publications.gone, "gone"),
    content("publications/<int:number>/versions/<int:no>/", publications.version, "published_version"),
    content("publications/<int:number>/validity/", papers.paper, "paper_validity"),
    content("validity/", papers.index, "validity"),
    content("publications/<int:number>/kit/", channels.kit, "kit"),
    content("publications/<int:number>/kit/article.html", channels.article, "kit_article"),
    content("publications/<int:number>/kit/<str:name>", channels.kit_file, "kit_file"),
    content("publications/<int:number>/channels/<int:pk>/", channels.check, "channel_record"),
    content("publications/<int:number>/photos/<int:pk>/", channels.photo, "channel_photo"),
    content("cleanups/", cleanups.index, "cleanups"),
    content("cleanups/<str:number>/", cleanups.page, "cleanup"),
    content("cleanups/<str:number>/lists.<str:form>", cleanups.lists, "cleanup_lists"),
    content("cleanups/<str:number>/<str:name>/", cleanups.act, "cleanup_act"),
    content("publications/<int:number>/<str:name>/", publications.act, "publication_act"),
    content("migrations/", findings.index, "migrations"),
    content("migrations/<int:pk>/", findings.settle, "settle_finding"),
    # other channels, the gazette, archives and libraries
    content("channels/", channels.index, "channels"),
    content("channels/account/", channels.account, "channel_account"),
    content("gazette/", gazette.index, "gazette"),
    content("gazette/<int:pk>/", gazette.page, "gazette_issue"),
    content("gazette/<int:pk>/gongbao.pdf", gazette.bound, "gazette_pdf"),
    content("deliveries/", deliveries.index, "deliveries"),
    content("deliveries/<int:pk>/", deliveries.page, "delivery"),
    content("deliveries/<int:pk>/<str:name>", deliveries.file, "delivery_file"),
    content("reading-points/", deliveries.points, "reading_points"),
    # files
    re_path(
        r"^files/(?P<sha256>[0-9a-f]{64})\.(?P<suffix>\w{1,5})$", charged(*CONTENT)(files.picture), name="picture_file"
    ),
    content("files/<int:pk>/", files.kept, "file"),
    # settings
    path("settings/", watching.index, name="settings"),
    of(_UNITS, "settings/units/", people.units, "units"),
    of((Duty.SYSTEM_ADMIN,), "settings/units/add/", people.add_unit, "add_unit"),
    of((Duty.SYSTEM_ADMIN,), "settings/units/import/", unit_import.page, "unit_import"),
    of(_UNITS, "settings/units/<int:pk>/", people.unit, "unit"),
    *ORGANS,
    of(_ACCOUNTS, "settings/users/", people.users, "users"),
    of(_ACCOUNTS, "settings/users/<str:name>/", people.act, "user_act"),
    of((Duty.SYSTEM_ADMIN,), "settings/chains/", chains.index, "approval_chains"),
    of((Duty.SYSTEM_ADMIN,), "settings/chains/<str:code>/", chains.chain, "approval_chain"),
    of(_COLUMNS, "settings/columns/", columns.tree, "columns"),
    of(_COLUMNS, "settings/columns/<int:pk>/", columns.column, "column"),
    of(_COLUMNS, "settings/columns/<int:pk>/<str:act>/", columns.rebuild, "column_act"),
    *RULES,
    of(_STANDING, "settings/standing/", rules.standing, "standing"),
    of(_SITE, "settings/site/", rules.site, "site"),
    of(_SITE, "settings/following/", following.page, "following"),
    of((Duty.SYSTEM_ADMIN, Duty.AUDITOR), "settings/jobs/", watching.background, "jobs"),
    of((Duty.AUDITOR,), "settings/log/", watching.log, "log"),
    of((Duty.SYSTEM_ADMIN, Duty.SECURITY_ADMIN, Duty.AUDITOR), "settings/state/", watching.state, "state"),
    *REQUESTS,
    # rooms that come later
    content(
        "letters/",
        later.room("互动回应", "咨询、投诉、建议的分办和答复，征集和回应关切", "来信请按现行办法登记办理"),
        "letters",
    ),
    content("registers/", editions.home, "registers"),
    content("registers/catalogues/", editions.index, "catalogues"),
    content("registers/catalogues/blank.xlsx", editions.template, "catalogue_blank"),
    content("registers/catalogues/<int:pk>/", editions.page, "catalogue_edition"),
    content("registers/catalogues/<int:pk>/catalogue.<str:form>", editions.download, "catalogue_file"),
    content("registers/catalogues/<int:pk>/rows/<int:row_pk>/", editions.row, "catalogue_row"),
    content("registers/coverage/", matters.coverage, "coverage"),
    content("registers/coverage/<int:pk>/", matters.gaps, "catalogue_gaps"),
    content("registers/matters/<int:pk>/", matters.matter, "catalogue_matter"),
    content("registers/columns/", matters.columns, "column_health"),
    content("registers/publicity/", publicity.index, "publicity"),
    content("registers/chains/<int:pk>/", publicity.chain, "chain"),
    content("registers/topics/", topics.index, "topics"),
    content("registers/topics/<int:pk>/", topics.page, "topic"),
    content("registers/topics/<int:pk>/booklet.<str:form>", topics.booklet, "topic_booklet"),
    content(
        "supervision/",
        later.room("监督考核", "月报、考核、评议、整改和督办", "超期和临期的事项可以先在“待办”和“公文公开”里查看"),
        "supervision",
    ),
    content(
        "reports/",
        later.room("统计年报", "年度报告的汇总、勾稽和发布", "年报可以用命令 zwgk report 核对勾稽关系"),
        "reports",
    ),
]
