"""Properties are tried as often on a slow machine as on a quick one."""

from hypothesis import settings

settings.register_profile("house", deadline=None)
settings.load_profile("house")
