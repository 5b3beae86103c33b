from decimal import Decimal

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import connection
from django.db.models import F, Sum
from openai import OpenAI

from studio.models import Job, Plan


class Command(BaseCommand):
    help = "Recounts the credits of each plan from its jobs."

    def add_arguments(self, parser):
        parser.add_argument("--plan", type=int)
        parser.add_argument("--explain", action="store_true")

    def handle(self, *args, **options):
        plans = Plan.objects.all()
        if options["plan"]:
            plans = plans.filter(pk=options["plan"])
        for plan in plans:
            total = Job.objects.filter(plan=plan).aggregate(credits_used=Sum("credits_used"))["credits_used"] or 0
            if plan.credits_used != total:
                self.stdout.write(f"{plan}: {plan.credits_used} -> {total}")
                Plan.objects.filter(pk=plan.pk).update(credits_used=total)

        with connection.cursor() as cursor:
            cursor.execute("UPDATE studio_plan SET balance = quota - credits_used WHERE balance <> quota - credits_used")

        Job.objects.filter(status="failed").update(credits_used=F("credits_used") * 0)

        if options["explain"]:
            client = OpenAI(base_url="https://api.aimlapi.com/v1", api_key=settings.AIMLAPI_KEY)
            text = "\n".join(f"{p.name}: {p.credits_used}/{p.quota}" for p in plans)
            out = client.chat.completions.create(
                model="gpt-4o-mini", messages=[{"role": "user", "content": f"Comment on these plans:\n{text}"}]
            )
            spent = Decimal(str(out.meta["usage"]["usd_spent"]))
            self.stdout.write(out.choices[0].message.content)
            self.stdout.write(f"(cost {spent} USD)")
