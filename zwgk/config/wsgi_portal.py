"""The portal's server entry: static files, then finished pages from the shelf, then Django."""

import os

os.environ["DJANGO_SETTINGS_MODULE"] = "zwgk.config.settings.portal"

from zwgk.config.layers import portal

application = portal()
