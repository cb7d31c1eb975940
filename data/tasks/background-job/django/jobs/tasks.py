from huey.contrib.djhuey import db_task

from .models import Job


@db_task()
def count_words(job_id):
    job = Job.objects.get(pk=job_id)
    job.words = len(job.text.split())
    job.save()
