import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Blob",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sha256", models.CharField(max_length=64, unique=True, verbose_name="摘要")),
                ("size", models.BigIntegerField(verbose_name="字节数")),
                ("kept_at", models.DateTimeField(verbose_name="存入时间")),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("size__gt", 0)), name="files_blob_not_empty")
                ],
            },
        ),
        migrations.CreateModel(
            name="File",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=200, verbose_name="文件名")),
                (
                    "kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("txt", "纯文本"),
                            ("html", "网页"),
                            ("docx", "Word文档"),
                            ("doc", "旧版Word/WPS文档"),
                            ("rtf", "RTF文档"),
                            ("xlsx", "Excel表格"),
                            ("xls", "旧版Excel表格"),
                            ("pdf", "PDF"),
                            ("ofd", "OFD版式文件"),
                            ("image", "图片"),
                        ],
                        max_length=12,
                        verbose_name="类型",
                    ),
                ),
                ("mime", models.CharField(max_length=100, verbose_name="媒体类型")),
                ("size", models.BigIntegerField(verbose_name="字节数")),
                (
                    "purpose",
                    models.CharField(
                        choices=[
                            ("draft", "文稿"),
                            ("attachment", "附件"),
                            ("original", "原件"),
                            ("rendition", "版式文件"),
                            ("scan", "纸质审签扫描件"),
                            ("body_image", "正文图片"),
                            ("evidence", "材料"),
                            ("import", "导入文件"),
                            ("proof", "证明"),
                        ],
                        max_length=20,
                        verbose_name="用途",
                    ),
                ),
                ("post_id", models.BigIntegerField(null=True, verbose_name="上传岗位")),
                ("matter_id", models.BigIntegerField(null=True, verbose_name="事项")),
                ("is_public", models.BooleanField(default=False, verbose_name="已公开")),
                ("alt", models.CharField(blank=True, max_length=300, verbose_name="替代文字")),
                ("text", models.TextField(blank=True, verbose_name="文字")),
                ("elsewhere", models.JSONField(default=list, verbose_name="正文之外的文字")),
                ("unread", models.JSONField(default=list, verbose_name="未读部分")),
                ("pages", models.JSONField(default=list, verbose_name="各页情形")),
                ("kept_at", models.DateTimeField(verbose_name="存入时间")),
                ("read_at", models.DateTimeField(null=True, verbose_name="读取时间")),
                (
                    "blob",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="files",
                        to="files.blob",
                        verbose_name="内容",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["matter_id", "id"], name="files_by_matter"),
                    models.Index(fields=["purpose", "id"], name="files_by_purpose"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "purpose__in",
                                [
                                    "draft",
                                    "attachment",
                                    "original",
                                    "rendition",
                                    "scan",
                                    "body_image",
                                    "evidence",
                                    "import",
                                    "proof",
                                ],
                            )
                        ),
                        name="files_file_purpose_known",
                    )
                ],
            },
        ),
    ]
