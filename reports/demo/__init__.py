"""An invented installation for trying out: people, and a review at every status.

Nobody here exists. Every case is walked by real steps, so the demonstration cannot contradict
the rules.
"""
