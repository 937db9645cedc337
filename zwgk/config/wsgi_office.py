"""The office's server entry: static files, then Django."""

import os

os.environ["DJANGO_SETTINGS_MODULE"] = "zwgk.config.settings.office"

from zwgk.config.layers import office

application = office()
