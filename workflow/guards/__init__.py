"""One small function per condition of a step, returning a reason or nothing.

A guard changes nothing. It gets the person who asks, so that "two people" can be a guard. A
reason names nobody and counts nothing that its reader may not see. One module a phase, as in
`workflow.models.phases`.
"""
