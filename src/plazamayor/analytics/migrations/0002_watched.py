"""Page views, addresses not found and goals may be watched; what was chosen before stays as it was chosen."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("analytics", "0001_initial"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="alert",
            name="one_open_alert",
        ),
        migrations.AddField(
            model_name="alert",
            name="goal",
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="analytics.goal"),
        ),
        migrations.AddField(
            model_name="alertrule",
            name="goals",
            field=models.ManyToManyField(blank=True, related_name="+", to="analytics.goal", verbose_name="An unusual rise or fall in the visits that reach a goal"),
        ),
        migrations.AddField(
            model_name="alertrule",
            name="not_found",
            field=models.BooleanField(default=False, verbose_name="An unusual rise in addresses not found"),
        ),
        migrations.AlterField(  # whoever had chosen what is watched chose without it
            model_name="alertrule",
            name="not_found",
            field=models.BooleanField(default=True, verbose_name="An unusual rise in addresses not found"),
        ),
        migrations.AddField(
            model_name="alertrule",
            name="views_fall",
            field=models.BooleanField(default=False, verbose_name="An unusual fall in page views"),
        ),
        migrations.AddField(
            model_name="alertrule",
            name="views_rise",
            field=models.BooleanField(default=False, verbose_name="An unusual rise in page views"),
        ),
        migrations.AlterField(
            model_name="alert",
            name="kind",
            field=models.CharField(choices=[("rise", "unusual rise in visits"), ("fall", "unusual fall in visits"), ("views_rise", "unusual rise in page views"), ("views_fall", "unusual fall in page views"), ("not_found", "unusual rise in addresses not found"), ("goal_rise", "unusual rise in a goal"), ("goal_fall", "unusual fall in a goal"), ("silence", "silence")], max_length=10),
        ),
        migrations.AddConstraint(
            model_name="alert",
            constraint=models.UniqueConstraint(condition=models.Q(("ended", None), ("goal", None)), fields=("site", "kind"), name="one_open_alert"),
        ),
        migrations.AddConstraint(
            model_name="alert",
            constraint=models.UniqueConstraint(condition=models.Q(("ended", None), ("goal__isnull", False)), fields=("site", "kind", "goal"), name="one_open_alert_of_a_goal"),
        ),
    ]
