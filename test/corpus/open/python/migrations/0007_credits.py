from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("studio", "0006_aimlapi_provider")]

    operations = [
        migrations.AddField(
            model_name="generation",
            name="credits_used",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="profile",
            name="balance",
            field=models.DecimalField(max_digits=12, decimal_places=4, default=0),
        ),
        migrations.RunSQL("UPDATE studio_generation SET credits_used = 1 WHERE provider = 'aimlapi'"),
        migrations.AddIndex(
            model_name="generation",
            index=models.Index(fields=["credits_used"], name="gen_credits_used_idx"),
        ),
    ]
