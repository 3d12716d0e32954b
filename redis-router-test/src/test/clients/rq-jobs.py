"""rq against one Redis: python3 rq-jobs.py HOST PORT PROTOCOL"""

import operator
import sys

from redis import Redis, ResponseError
from rq import Queue, SimpleWorker
from rq.job import Job
from rq.registry import FailedJobRegistry, FinishedJobRegistry

SKIPPED = 77


def same(seen, expected):
    if seen != expected:
        sys.exit(f"saw {seen!r} (expected: {expected!r})")


def has_client_list(connection):
    try:
        return len(connection.client_list()) > 0
    except ResponseError as error:
        print(f"CLIENT LIST: {error} (expected: a list, which a worker asks for)")
        return False


connection = Redis(host=sys.argv[1], port=int(sys.argv[2]))
if not has_client_list(connection):
    sys.exit(SKIPPED)
queue = Queue("sums", connection=connection)
jobs = [queue.enqueue(operator.add, i, 1) for i in range(30)]
after = queue.enqueue(operator.add, 1, 1, depends_on=jobs[-1])
failing = queue.enqueue(operator.truediv, 1, 0)
same(queue.count, 31)
same(queue.job_ids[0], jobs[0].id)

worker = SimpleWorker([queue], connection=connection)
worker.work(burst=True, logging_level="CRITICAL")

same([Job.fetch(job.id, connection=connection).result for job in jobs], list(range(1, 31)))
same(Job.fetch(after.id, connection=connection).result, 2)
same(Job.fetch(failing.id, connection=connection).get_status(), "failed")
print("jobs: 30 results, one after another's end, one failure")

same(len(FinishedJobRegistry(queue=queue)), 31)
same(FailedJobRegistry(queue=queue).get_job_ids(), [failing.id])
same(queue.is_empty(), True)
same(SimpleWorker.all(connection=connection), [])
print("registries: 31 finished, 1 failed, no worker left")

same({Job.fetch(after.id, connection=connection).result for _ in range(300)}, {2})
print("fetched: one result 300 times")

failing.requeue()
same(queue.job_ids, [failing.id])
same(queue.empty(), 1)
same(queue.is_empty(), True)
print("queue: requeued and emptied")
