"""Which function makes which guard's fact true."""

from audit.actors import acting

SATISFY = {}


def fact(guard, by="coordinator"):
    """Register the function that makes a guard's fact true, done by one of the team."""

    def register(function):
        def make(case, team):
            with acting(getattr(team, by)):
                function(case, team)

        SATISFY[guard] = make
        return function

    return register
