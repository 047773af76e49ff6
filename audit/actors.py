"""The names behind changes that no signed-in person makes, or that a service makes for one."""

from contextlib import contextmanager

from audit.log import record
from audit.models import Event
from audit.seal import seal_quietly
from audit.who import Actor, NobodyDidThis, acting, current, name_of, named_job, running_job

__all__ = ["Actor", "NobodyDidThis", "acting", "current", "job", "name_of", "running_job"]


@contextmanager
def job(name: str):
    """Everything inside is done by the job `name`, run by the operating-system user.

    The run itself is recorded first, so a job that breaks off is recorded too; what it recorded
    is sealed once, at its end.
    """
    with named_job(name):
        try:
            record(Event.JOB_RUN, actor=None, job=name)
            yield
        finally:
            seal_quietly(above=0)
