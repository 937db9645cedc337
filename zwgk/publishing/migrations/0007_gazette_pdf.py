from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("publishing", "0006_validity_words"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="gazetteissue",
            name="published_issue_has_pdf",
        ),
        migrations.RemoveField(
            model_name="gazetteissue",
            name="pdf",
        ),
        migrations.AddField(
            model_name="gazetteissue",
            name="pdf_sha256",
            field=models.CharField(blank=True, max_length=64, verbose_name="电子版摘要值"),
        ),
        migrations.AddField(
            model_name="gazetteissue",
            name="pdf_size",
            field=models.PositiveBigIntegerField(default=0, verbose_name="电子版字节数"),
        ),
        migrations.AddConstraint(
            model_name="gazetteissue",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("stage", "published"), _negated=True),
                    models.Q(("published_at__isnull", False), models.Q(("pdf_sha256", ""), _negated=True)),
                    _connector="OR",
                ),
                name="published_issue_has_pdf",
            ),
        ),
    ]
